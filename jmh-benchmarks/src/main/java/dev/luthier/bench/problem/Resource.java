package dev.luthier.bench.problem;

import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that lie beside the classes of this package. */
final class Resource {
  private Resource() {}

  static String text(String name) {
    try (InputStream stream = Resource.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonFields json(String name) {
    return new JsonFields(name, JsonReader.readObject(text(name)));
  }

  static Vector vector(JsonFields fields, String name) {
    return vector(fields.path(name), fields.requireList(name));
  }

  static List<Vector> rows(JsonFields fields, String name) {
    String path = fields.path(name);
    return fields.requireList(name).stream()
        .map(row -> vector(path, JsonFields.list(path, row)))
        .toList();
  }

  private static Vector vector(String path, List<Object> numbers) {
    return Vector.of(numbers.stream().map(number -> JsonFields.number(path, number)).toList());
  }
}
