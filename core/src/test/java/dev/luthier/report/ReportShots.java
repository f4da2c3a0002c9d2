package dev.luthier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens a report in headless Chromium, says how long it took to be drawn, and takes pictures of it
 * to look at: {@code ReportShots REPORT.html PREFIX [WIDTHxHEIGHT…]}. No test; docs/decisions/0032
 * has the command.
 */
final class ReportShots {
  /** A taller picture is scaled down by what shows it. */
  private static final int TALLEST = 1800;

  private static final Pattern SIZE = Pattern.compile("([0-9]+)x([0-9]+)(:dark)?");

  private ReportShots() {}

  public static void main(String[] arguments) throws IOException {
    Path report = Path.of(arguments[0]).toAbsolutePath();
    String prefix = arguments[1];
    List<String> sizes =
        arguments.length > 2
            ? List.of(arguments).subList(2, arguments.length)
            : List.of("1280x800", "390x844");
    for (String size : sizes) {
      try (Chromium chromium = Chromium.start(Chromium.find().orElseThrow())) {
        Matcher parts = SIZE.matcher(size);
        if (!parts.matches()) {
          throw new IllegalArgumentException(size + ": must be like 1280x800 or 1280x800:dark");
        }
        int width = Integer.parseInt(parts.group(1));
        chromium.resize(width, Integer.parseInt(parts.group(2)));
        chromium.prefer(parts.group(3) == null ? "light" : "dark");
        Duration computedBefore = chromium.computed();
        long before = System.nanoTime();
        chromium.open(report, "luthierReport.done");
        long drawn = (System.nanoTime() - before) / 1_000_000;
        long computed = chromium.computed().minus(computedBefore).toMillis();
        long height =
            ((Number) chromium.evaluate("document.documentElement.scrollHeight")).longValue();
        long wide =
            ((Number) chromium.evaluate("document.documentElement.scrollWidth")).longValue();
        System.err.printf(
            "%s: drawn in %d ms, %d ms of computing; page %d x %d, complaints %s, requests %s%n",
            size, drawn, computed, wide, height, chromium.complaints(), chromium.requests());
        System.err.println(chromium.evaluate("JSON.stringify(luthierReport)"));
        int part = 0;
        for (long y = 0; y < height; y += TALLEST, part++) {
          byte[] png = chromium.screenshot(y, width, Math.min(TALLEST, height - y));
          Files.write(Path.of(prefix + "-" + size.replace(':', '-') + "-" + part + ".png"), png);
        }
      }
    }
  }
}
