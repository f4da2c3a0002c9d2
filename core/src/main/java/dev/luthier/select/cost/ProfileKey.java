package dev.luthier.select.cost;

import dev.luthier.linalg.BackendInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a profile was measured on and with; another one is no profile of this.
 *
 * @param lines one fact each
 */
public record ProfileKey(List<String> lines) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** Enough that two of one user's machines never meet. */
  private static final int DIGITS = 16;

  public ProfileKey {
    lines = List.copyOf(lines);
  }

  /** Of this machine and Java, with these backends. */
  public static ProfileKey of(String luthierVersion, List<BackendInfo> backends) {
    List<String> lines = new ArrayList<>();
    lines.add("luthier " + luthierVersion);
    lines.add("java " + System.getProperty("java.runtime.version"));
    lines.add("system " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.add("processor " + processorModel());
    lines.add("processors " + Runtime.getRuntime().availableProcessors());
    backends.stream()
        .sorted(Comparator.comparing(BackendInfo::name))
        .map(info -> "backend " + info.name() + ": " + info.version() + " on " + info.device())
        .forEach(lines::add);
    return new ProfileKey(lines);
  }

  /** Linux tells by a file; elsewhere it is empty, and the architecture must do. */
  public static String processorModel() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Where a profile of this key is kept, in a folder of many. */
  String fileName() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return "costs-" + HexFormat.of().formatHex(digest).substring(0, DIGITS) + ".json";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
