package dev.luthier.space.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's module, compiled here, whose records the api may or may not make. */
class ModuleAccessTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          record,           '', 'Small = com.example.Small: its module does not let it be made; add to the module-info.java of example: opens com.example to dev.luthier.api;'
          record,           'opens com.example to dev.luthier.api;', works
          record,           'opens com.example;', works
          record,           'exports com.example;', 'Small = com.example.Small: its module does not let it be made; add to the module-info.java of example: opens com.example to dev.luthier.api;'
          public record,    '', 'Small = com.example.Small: its module does not let it be made; add to the module-info.java of example: opens com.example to dev.luthier.api;'
          public record,    'exports com.example;', works
          """)
  void whatToOpenIsSaid(String declared, String directive, String expected) throws Exception {
    assertEquals(expected, said(declared, directive));
  }

  private String said(String declared, String directive) throws IOException, URISyntaxException {
    write(
        "module-info.java",
        "module example { requires dev.luthier.api; provides java.util.function.Supplier"
            + " with com.example.Tries; "
            + directive
            + "}");
    write(
        "com/example/Small.java",
        """
        package com.example;
        import dev.luthier.space.record.Range;
        %s Small(@Range(min = 0, max = 1) double x, Mode mode) {
          enum Mode { ON, OFF }
        }
        """
            .formatted(declared));
    write(
        "com/example/Tries.java",
        """
        package com.example;
        import dev.luthier.space.record.RecordSpace;
        public class Tries implements java.util.function.Supplier<String> {
          public String get() {
            try {
              var space = RecordSpace.of(Small.class);
              var small = new Small(0.5, Small.Mode.OFF);
              return space.value(space.configuration(small)).equals(small) ? "works" : "differs";
            } catch (RuntimeException e) {
              return e.getMessage();
            }
          }
        }
        """);
    Path api =
        Path.of(RecordSpace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    compile(api);
    ModuleFinder modules = ModuleFinder.of(api, folder.resolve("classes"));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration resolved =
        boot.configuration().resolve(modules, ModuleFinder.of(), Set.of("example"));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());
    return (String) ServiceLoader.load(layer, Supplier.class).findFirst().orElseThrow().get();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve("source").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void compile(Path api) throws IOException {
    String jspecify =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("jspecify"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> arguments =
        List.of(
            "-d", folder.resolve("classes").toString(), "-p", api + File.pathSeparator + jspecify);
    try (Stream<Path> files = Files.walk(folder.resolve("source"))) {
      List<String> sources = files.map(Path::toString).filter(f -> f.endsWith(".java")).toList();
      StringWriter said = new StringWriter();
      PrintWriter writer = new PrintWriter(said);
      int status =
          ToolProvider.findFirst("javac")
              .orElseThrow()
              .run(
                  writer,
                  writer,
                  Stream.concat(arguments.stream(), sources.stream()).toArray(String[]::new));
      assertEquals(0, status, said.toString());
    }
  }
}
