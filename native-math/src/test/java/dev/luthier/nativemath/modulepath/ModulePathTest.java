package dev.luthier.nativemath.modulepath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.linalg.BackendProvider;
import dev.luthier.nativemath.openblas.OpenBlasBackendProvider;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command runs: everything on the module path, where nobody requires OpenBLAS's jar. */
class ModulePathTest {

  private static final String MODULE = "dev.luthier.nativemath";

  @TempDir private Path root;

  @Test
  void jarOnTheModulePathIsFoundAndExtracted() throws IOException, InterruptedException {
    assumeTrue(onLinuxOnX86(), "the library in the jar cannot run here");
    String answer = probe(modulePath(true), "--enable-native-access=" + MODULE);
    assertTrue(answer.startsWith("Available"), answer);
    assertTrue(answer.contains("from its jar"), answer);
    try (Stream<Path> cached = Files.list(root.resolve("luthier"))) {
      assertEquals(1, cached.count());
    }
  }

  @Test
  void withoutTheJarTheModuleStillStartsAndSaysSo() throws IOException, InterruptedException {
    String answer = probe(modulePath(false), "--enable-native-access=" + MODULE);
    assertTrue(
        answer.contains("neither on the class path nor on the module path")
            || answer.contains("the system's")
            || !onLinuxOnX86(),
        answer);
  }

  @Test
  void deniedNativeAccessIsAReasonWithTheOptionAsItsRemedy()
      throws IOException, InterruptedException {
    assumeTrue(onLinuxOnX86(), "no library is opened here");
    String answer = probe(modulePath(true), "--illegal-native-access=deny");
    assertTrue(answer.startsWith("Unavailable"), answer);
    assertTrue(answer.contains("--enable-native-access=" + MODULE), answer);
  }

  @Test
  void vectorBackendNeedsItsModuleAndSaysHowToAddIt() throws IOException, InterruptedException {
    String without = probe("vector", modulePath(false), "--illegal-native-access=deny");
    assertTrue(without.startsWith("Unavailable"), without);
    assertTrue(without.contains("--add-modules jdk.incubator.vector"), without);
    String with = probe("vector", modulePath(false), "--add-modules=jdk.incubator.vector");
    assertTrue(with.contains("Available[info=BackendInfo[name=vector"), with);
  }

  @Test
  void vectorsOfElementaryFunctionsAreUsedWhereTheirModuleIs()
      throws IOException, InterruptedException {
    String without = probe("array", modulePath(false), "--illegal-native-access=deny");
    assertTrue(without.contains("ScalarArrayMath exp(0) = 1.0"), without);
    String with = probe("array", modulePath(false), "--add-modules=jdk.incubator.vector");
    assertTrue(with.contains("VectorArrayMath exp(0) = 1.0"), with);
  }

  private String probe(String modulePath, String option) throws IOException, InterruptedException {
    return probe("openblas", modulePath, option);
  }

  private String probe(String backend, String modulePath, String option)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            option,
            "-p",
            modulePath,
            "--add-modules",
            MODULE,
            "-cp",
            locationOf(ProbeCommand.class),
            ProbeCommand.class.getName(),
            backend);
    builder.environment().put("XDG_CACHE_HOME", root.toString());
    builder.environment().remove("LUTHIER_OPENBLAS");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static String modulePath(boolean withJar) {
    List<String> path = new ArrayList<>();
    path.add(locationOf(OpenBlasBackendProvider.class));
    path.add(locationOf(BackendProvider.class));
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (withJar && element.contains("openblas")) {
        path.add(element);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  private static boolean onLinuxOnX86() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static String locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
