package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.study.StudySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@link JsonExport}'s form, whatever its layout. */
final class JsonImport {
  private JsonImport() {}

  static Imported read(Map<String, Object> export, StudySpec target, Optional<String> sourceStudy) {
    JsonFields root = new JsonFields("", export);
    requireReadable(root.requireLong("luthier_export"));
    JsonFields study = root.requireObject("study");
    Optional<String> name = study.find("name").map(Object::toString);
    requireNamed(name, sourceStudy);
    requireSameObjectives(study, target);
    Intake intake = new Intake(target);
    List<Object> trials = root.requireList("trials");
    root.requireNoneLeft("in an export");
    for (int i = 0; i < trials.size(); i++) {
      intake.offer(TrialReader.read(JsonFields.of("trials[" + i + "]", trials.get(i))));
    }
    return intake.finish("Luthier JSON" + name.map(n -> ", study " + n).orElse(""));
  }

  private static void requireReadable(long version) {
    if (version != JsonExport.VERSION) {
      throw new InvalidInputException(
          "luthier_export",
          version,
          "is a version that this Luthier cannot read (it reads "
              + JsonExport.VERSION
              + "); use the Luthier that wrote it, or a newer one");
    }
  }

  private static void requireNamed(Optional<String> name, Optional<String> sourceStudy) {
    if (sourceStudy.isPresent() && name.isPresent() && !sourceStudy.equals(name)) {
      throw new InvalidInputException(
          "study", sourceStudy.get(), "is not in the file, which has " + name.get());
    }
  }

  /** As far as the study's definition says; a file without it is judged trial by trial. */
  private static void requireSameObjectives(JsonFields study, StudySpec target) {
    Map<String, String> expected = new TreeMap<>();
    target
        .objectives()
        .forEach(o -> expected.put(o.name(), o.direction().name().toLowerCase(Locale.ROOT)));
    Map<String, String> written =
        study.find("objectives").map(JsonImport::directions).orElse(Map.of());
    if (!written.isEmpty() && !new TreeMap<>(written).equals(expected)) {
      throw new InvalidInputException("study.objectives", written, "the study has " + expected);
    }
  }

  /** Both {@code {"accuracy": "maximize"}} and {@code [{"name": …, "direction": …}]}. */
  private static Map<String, String> directions(Object objectives) {
    Map<String, String> directions = new LinkedHashMap<>();
    switch (objectives) {
      case Map<?, ?> map ->
          map.forEach((name, direction) -> directions.put((String) name, word(direction)));
      case List<?> items -> {
        for (Object item : items) {
          JsonFields objective = JsonFields.of("study.objectives[" + directions.size() + "]", item);
          directions.put(
              objective.requireString("name"), word(objective.requireString("direction")));
        }
      }
      default ->
          throw new InvalidInputException(
              "study.objectives", objectives, "must be an object or a list");
    }
    return directions;
  }

  private static String word(Object direction) {
    return direction.toString().toLowerCase(Locale.ROOT);
  }
}
