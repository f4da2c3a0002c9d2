package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void processorIsTheModelOrAtLeastTheInstructionSet() {
    String cpuinfo = "processor\t: 0\nmodel name\t: Abacus 3 \nprocessor\t: 1\nmodel name\t: B\n";
    assertEquals("Abacus 3", Settings.processor(cpuinfo));
    assertEquals(System.getProperty("os.arch"), Settings.processor("Hardware: x"));
  }

  @Test
  void versionsOfAllLibrariesAreThoseOfTheBuild() {
    var libraries = Settings.libraries();
    assertEquals(
        Set.of("dev.ludovic.netlib", "ejml", "hipparchus", "jmh", "luthier", "ojalgo"),
        libraries.keySet());
    libraries.forEach(
        (name, version) -> assertTrue(version.matches("\\d+\\.\\d+.*"), name + " " + version));
  }

  @Test
  void resultsGoToTheModuleThatTheClassesWereBuiltIn() throws IOException {
    Path module = Files.createDirectories(folder.resolve("jmh-benchmarks"));
    Path jar = module.resolve("target/luthier/lib/luthier-jmh-benchmarks.jar");
    assertFalse(ResultFolder.folder(jar).startsWith(folder), "not without the module's pom.xml");
    Files.writeString(module.resolve("pom.xml"), "");
    assertEquals(module.resolve("results"), ResultFolder.folder(jar));
  }
}
