package dev.luthier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a report in headless Chromium, says how long it took to be drawn, and takes pictures of it
 * to look at: {@code ReportShots REPORT.html PREFIX [WIDTHxHEIGHT…]}. No test; docs/decisions/0032
 * has the command.
 */
final class ReportShots {
  /** A taller picture is scaled down by what shows it. */
  private static final int TALLEST = 1800;

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
        String[] parts = size.split("[x:]");
        int width = Integer.parseInt(parts[0]);
        chromium.resize(width, Integer.parseInt(parts[1]));
        chromium.prefer(parts.length > 2 ? parts[2] : "light");
        long before = System.nanoTime();
        chromium.open(report, "luthierReport.done");
        long drawn = (System.nanoTime() - before) / 1_000_000;
        long height =
            ((Number) chromium.evaluate("document.documentElement.scrollHeight")).longValue();
        long wide =
            ((Number) chromium.evaluate("document.documentElement.scrollWidth")).longValue();
        System.err.printf(
            "%s: drawn in %d ms, page %d x %d, complaints %s, requests %s%n",
            size, drawn, wide, height, chromium.complaints(), chromium.requests());
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
