package dev.luthier.bench.result;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of benchmarks.
 *
 * @param failed benchmarks that gave no result, in words
 */
public record Document(Setting setting, List<Measurement> benchmarks, List<String> failed) {

  /** Of the form written here; a reader refuses others. */
  private static final long FORMAT = 1;

  public Document {
    benchmarks = List.copyOf(benchmarks);
    failed = List.copyOf(failed);
  }

  /**
   * What the times depend on besides the code.
   *
   * @param began when, in ISO 8601
   * @param quick whether it was a rehearsal: short iterations, one fork
   * @param load the system's load average over a minute when it began; −1 where it is not known
   * @param java version and virtual machine
   * @param libraries names to versions
   * @param backends those measured, with what they say of themselves
   * @param skipped those that were asked for, or are installed, and do not work here: why
   */
  public record Setting(
      String began,
      boolean quick,
      double load,
      Machine machine,
      String java,
      SortedMap<String, String> libraries,
      SortedMap<String, String> backends,
      SortedMap<String, String> skipped) {
    public Setting {
      libraries = new TreeMap<>(libraries);
      backends = new TreeMap<>(backends);
      skipped = new TreeMap<>(skipped);
    }
  }

  /** The text: one benchmark a line, so that two files can be told apart line by line. */
  public String toJson() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("format", FORMAT);
    head.put("began", setting.began);
    head.put("quick", setting.quick);
    head.put("load_average", setting.load);
    head.put("machine", setting.machine.toJson());
    head.put("java", setting.java);
    head.put("libraries", setting.libraries);
    head.put("backends", setting.backends);
    head.put("skipped", setting.skipped);
    head.put("failed", failed);
    StringBuilder out = new StringBuilder("{\n");
    head.forEach((name, value) -> member(out, name, value).append(",\n"));
    out.append("\"benchmarks\":[");
    String separator = "\n";
    for (Measurement measurement : benchmarks) {
      out.append(separator);
      JsonWriter.write(out, measurement.toJson());
      separator = ",\n";
    }
    return out.append("\n]}\n").toString();
  }

  private static StringBuilder member(StringBuilder out, String name, Object value) {
    JsonWriter.write(out, name);
    out.append(':');
    JsonWriter.write(out, value);
    return out;
  }

  /**
   * Writes the text, at once or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(fresh, toJson());
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The document of a file.
   *
   * @param field what the file is called in messages
   * @throws InvalidInputException naming the file, or the field in it that is wrong
   */
  public static Document read(String field, Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidInputException(field, file, "cannot be read: " + e);
    } catch (JsonException e) {
      throw new InvalidInputException(field, file, String.valueOf(e.getMessage()));
    } catch (InvalidInputException e) {
      throw e.at(file.toString());
    }
  }

  static Document parse(String text) {
    JsonFields fields = new JsonFields("", JsonReader.readObject(text));
    long format = fields.requireLong("format");
    if (format != FORMAT) {
      throw new InvalidInputException("format", format, "must be " + FORMAT);
    }
    Setting setting =
        new Setting(
            fields.requireString("began"),
            fields.require("quick") == Boolean.TRUE,
            fields.requireNumber("load_average"),
            Machine.parse(fields.requireObject("machine")),
            fields.requireString("java"),
            strings(fields.requireObject("libraries")),
            strings(fields.requireObject("backends")),
            strings(fields.requireObject("skipped")));
    List<String> failed =
        fields.requireList("failed").stream()
            .map(each -> JsonFields.string("failed", each))
            .toList();
    List<Measurement> benchmarks =
        fields.requireList("benchmarks").stream()
            .map(each -> Measurement.parse(JsonFields.of("benchmarks", each)))
            .toList();
    fields.requireNoneLeft("in a file of benchmarks");
    return new Document(setting, benchmarks, failed);
  }

  private static SortedMap<String, String> strings(JsonFields fields) {
    SortedMap<String, String> strings = new TreeMap<>();
    fields
        .takeAll()
        .forEach((name, value) -> strings.put(name, JsonFields.string(fields.path(name), value)));
    return strings;
  }
}
