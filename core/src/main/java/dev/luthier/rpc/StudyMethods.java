package dev.luthier.rpc;

import dev.luthier.config.JsonStudy;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonNull;
import dev.luthier.rpc.OpenStudies.IfExists;
import dev.luthier.rpc.OpenStudies.OpenStudy;
import dev.luthier.rpc.Protocol.Method;
import dev.luthier.run.Study;
import dev.luthier.store.StudyState;
import dev.luthier.study.StudySpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods that open, list and close studies. */
final class StudyMethods {
  static final String CREATE = "study.create";
  static final String STUDY = "study";

  private final OpenStudies studies;

  StudyMethods(OpenStudies studies) {
    this.studies = studies;
  }

  Map<String, Method> all() {
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put(CREATE, (parameters, _) -> create(parameters));
    methods.put("study.list", (parameters, _) -> list(parameters));
    methods.put("study.close", (parameters, _) -> close(parameters));
    return methods;
  }

  private Map<String, Object> create(JsonFields parameters) {
    Optional<Path> store = parameters.findString("store").map(StudyMethods::path);
    IfExists ifExists =
        parameters.findString("ifExists").map(StudyMethods::ifExists).orElse(IfExists.RESUME);
    Map<String, Object> definition = parameters.takeAll();
    definition.values().removeIf(value -> value == JsonNull.NULL);
    StudySpec spec = JsonStudy.read(definition);
    Study study = studies.create(spec, store, ifExists);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(STUDY, spec.name());
    result.put("trials", study.read(StudyState::trialCount));
    return result;
  }

  private static Path path(String text) {
    try {
      if (text.isBlank()) {
        throw new InvalidInputException("store", text, "must be the path of a file");
      }
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("store", text, "is no path: " + e.getReason());
    }
  }

  private static IfExists ifExists(String word) {
    return switch (word) {
      case "resume" -> IfExists.RESUME;
      case "fail" -> IfExists.FAIL;
      default -> throw new InvalidInputException("ifExists", word, "must be resume or fail");
    };
  }

  private Map<String, Object> list(JsonFields parameters) {
    parameters.requireNoneLeft("in study.list");
    List<Object> list = new ArrayList<>();
    for (OpenStudy open : studies.all()) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put(STUDY, open.study().spec().name());
      item.put("store", open.store().<Object>map(Path::toString).orElse(JsonNull.NULL));
      open.study()
          .read(
              state -> {
                item.put("trials", state.trialCount());
                item.put("running", state.runningCount());
                return item;
              });
      list.add(item);
    }
    return Map.of("studies", list);
  }

  private Map<String, Object> close(JsonFields parameters) {
    String name = parameters.requireString(STUDY);
    parameters.requireNoneLeft("in study.close");
    studies.close(name);
    return Map.of(STUDY, name);
  }
}
