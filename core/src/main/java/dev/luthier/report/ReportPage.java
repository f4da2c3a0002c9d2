package dev.luthier.report;

import dev.luthier.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of a report: a template with its style, its scripts and its data in it, so that the file
 * needs nothing else. Immutable.
 */
public final class ReportPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z]+)}");

  /** The page's own scripts, in the order in which they need each other. */
  private static final List<String> SCRIPTS =
      List.of("report.js", "axes.js", "outcome.js", "model.js", "table.js");

  private final String title;
  private final ReportData data;

  private ReportPage(String title, ReportData data) {
    this.title = title;
    this.data = data;
  }

  /**
   * Collects all that the page shows; afterwards the study may go on. O(trials), and one prediction
   * of the surrogate for each point of its pictures, some thousands of O(n²) for n observations.
   */
  public static ReportPage of(ReportSubject subject) {
    return new ReportPage(subject.state().spec().name(), ReportData.of(subject));
  }

  /**
   * Writes the page.
   *
   * @param out encoded as UTF-8 by the caller; not closed
   * @throws IOException when {@code out} does; what was written by then is no page
   */
  public void write(Appendable out) throws IOException {
    String template = resource("report.html");
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int from = 0;
    while (placeholder.find()) {
      out.append(template, from, placeholder.start());
      switch (placeholder.group(1)) {
        case "title" -> out.append(escaped(title));
        case "style" -> out.append(resource("report.css"));
        case "data" -> writeData(out);
        case "echarts" -> out.append(resource("echarts.min.js"));
        case "script" -> {
          for (String script : SCRIPTS) {
            out.append(resource(script)).append('\n');
          }
        }
        default -> throw new IllegalStateException("unknown placeholder " + placeholder.group());
      }
      from = placeholder.end();
    }
    out.append(template, from, template.length());
  }

  private void writeData(Appendable out) throws IOException {
    for (Map.Entry<String, Map<String, Object>> element : data.elements().entrySet()) {
      out.append("<script type=\"application/json\" id=\"").append(element.getKey()).append("\">");
      out.append(inScript(JsonWriter.write(element.getValue()))).append("</script>\n");
    }
  }

  /**
   * JSON that no HTML parser can take for the end of its script element, or for the beginning of a
   * comment in it: {@code <} occurs in JSON within strings only, where it may be written as an
   * escape (HTML Standard, 4.12.1.3).
   */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in luthier-core");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
