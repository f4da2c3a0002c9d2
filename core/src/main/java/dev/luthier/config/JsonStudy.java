package dev.luthier.config;

import dev.luthier.select.Pruners;
import dev.luthier.select.Strategies;
import dev.luthier.study.StudySpec;
import java.util.Map;
import java.util.Optional;

/** A study's definition as a JSON object, in the words of a study file. */
public final class JsonStudy {
  private JsonStudy() {}

  /**
   * The study that an object defines; {@code name} is required.
   *
   * @param json as {@link dev.luthier.json.JsonReader} makes it
   * @throws dev.luthier.error.InvalidInputException as a study file with these entries would
   */
  public static StudySpec read(Map<String, Object> json) {
    Fields fields = new Fields("", ConfigNode.of(json).asMapping("study"));
    StudySpec spec = SpecReader.read(fields, Optional.empty());
    fields.requireNoneLeft();
    Strategies.create(spec);
    Pruners.create(spec);
    return spec;
  }
}
