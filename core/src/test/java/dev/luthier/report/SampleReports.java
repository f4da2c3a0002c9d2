package dev.luthier.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the reports of all sample studies into a folder, to look at. No test. */
final class SampleReports {
  private SampleReports() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, ReportSubject> all = new LinkedHashMap<>(SampleStudies.all());
    all.put("large", SampleStudies.large(10_000));
    for (Map.Entry<String, ReportSubject> each : all.entrySet()) {
      try (Writer out = Files.newBufferedWriter(Path.of(arguments[0], each.getKey() + ".html"))) {
        ReportPage.of(each.getValue()).write(out);
      }
    }
  }
}
