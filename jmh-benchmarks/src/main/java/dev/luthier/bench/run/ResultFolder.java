package dev.luthier.bench.run;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where results go that nobody named a file for: {@code jmh-benchmarks/results}. */
final class ResultFolder {
  private static final String MODULE = "jmh-benchmarks";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'run-'yyyyMMdd-HHmmss'.json'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ResultFolder() {}

  static Path newFile(Clock clock) {
    return folder(ownPlace()).resolve(NAME.format(clock.instant()));
  }

  /**
   * The results of the module that a jar or a folder of classes was built in; without one the
   * working folder, so that an hour's measurements end up somewhere.
   */
  static Path folder(Path place) {
    for (Path above = place; above != null; above = above.getParent()) {
      if (above.endsWith(MODULE) && Files.isRegularFile(above.resolve("pom.xml"))) {
        return above.resolve("results");
      }
    }
    return Path.of("").toAbsolutePath();
  }

  private static Path ownPlace() {
    CodeSource source = ResultFolder.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("classes were loaded from " + source, e);
    }
  }
}
