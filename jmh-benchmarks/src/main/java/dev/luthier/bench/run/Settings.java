package dev.luthier.bench.run;

import com.sun.management.OperatingSystemMXBean;
import dev.luthier.bench.result.Document;
import dev.luthier.bench.result.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds out what the times will depend on. */
final class Settings {
  private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.*)");

  private Settings() {}

  /** Of a run that is about to begin. */
  static Document.Setting of(Plan plan, BackendSurvey survey, boolean quick, Clock clock) {
    SortedMap<String, String> backends = new TreeMap<>(survey.available());
    backends.keySet().retainAll(plan.backends());
    SortedMap<String, String> libraries = libraries();
    survey.plainConfig().ifPresent(config -> libraries.put("openblas", config));
    return new Document.Setting(
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        quick,
        system().getSystemLoadAverage(),
        machine(),
        System.getProperty("java.version")
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"),
        libraries,
        backends,
        plan.skipped());
  }

  static Machine machine() {
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(system().getTotalMemorySize() / (double) (1 << 30)),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** Its model where Linux tells it, otherwise at least its instruction set. */
  private static String processor() {
    try {
      return processor(Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return processor("");
    }
  }

  static String processor(String cpuinfo) {
    return MODEL
        .matcher(cpuinfo)
        .results()
        .map(match -> match.group(1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** Those that the build resolved. */
  static SortedMap<String, String> libraries() {
    Properties versions = new Properties();
    try (InputStream in = Settings.class.getResourceAsStream("libraries.properties")) {
      if (in == null) {
        throw new IllegalStateException("libraries.properties is not beside its class");
      }
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SortedMap<String, String> libraries = new TreeMap<>();
    versions.stringPropertyNames().forEach(n -> libraries.put(n, versions.getProperty(n)));
    return libraries;
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }
}
