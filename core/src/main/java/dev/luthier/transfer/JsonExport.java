package dev.luthier.transfer;

import dev.luthier.json.JsonWriter;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a study with its trials as one JSON object, one trial a line: nothing is lost, and the
 * file can be read by line as well as by a JSON reader.
 */
public final class JsonExport {
  /** The version of the format; a reader refuses newer ones. */
  static final int VERSION = 1;

  private JsonExport() {}

  /**
   * Writes the export trial by trial: memory for one of them, however many there are.
   *
   * @param out encoded as UTF-8 by the caller; not closed
   * @param study the study's definition, of the types that {@link JsonWriter} takes
   * @param trials in any state
   * @throws IOException when {@code out} does; what was written by then is no valid export
   */
  public static void write(Appendable out, Map<String, ?> study, Iterable<? extends Trial> trials)
      throws IOException {
    out.append("{\"luthier_export\":" + VERSION + ",\"study\":");
    out.append(JsonWriter.write(study)).append(",\"trials\":[");
    String separator = "\n";
    for (Trial trial : trials) {
      out.append(separator).append(JsonWriter.write(TrialJson.write(trial)));
      separator = ",\n";
    }
    out.append("\n]}\n");
  }
}
