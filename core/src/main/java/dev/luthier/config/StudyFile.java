package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import dev.luthier.select.BackendWish;
import dev.luthier.select.Pruners;
import dev.luthier.select.Strategies;
import dev.luthier.study.StudySpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A study as a user writes it down.
 *
 * @param path of the file; relative paths inside it start from its folder
 * @param backend what models are to be computed with: it belongs to the run, not to the study
 * @param objective what evaluates trials; a study that is asked and told needs none
 */
public record StudyFile(
    Path path, StudySpec spec, BackendWish backend, Optional<ObjectiveSource> objective) {

  /**
   * Reads and checks everything that can be checked without running anything.
   *
   * @throws InvalidInputException with file, line, field and value of the first mistake
   */
  public static StudyFile read(Path path) {
    ConfigNode.Mapping document = new YamlReader().read(path);
    try {
      Fields fields = new Fields("", document);
      StudySpec spec = SpecReader.read(fields, Optional.of(withoutExtension(path)));
      Optional<ObjectiveSource> objective = ObjectiveReader.read(fields, spec, path);
      BackendWish backend =
          fields.findString("backend").map(BackendWish::of).orElse(BackendWish.AUTO);
      fields.requireNoneLeft();
      Strategies.create(spec);
      Pruners.create(spec);
      return new StudyFile(path, spec, backend, objective);
    } catch (InvalidInputException e) {
      throw e.at(path.getFileName() + ":" + document.lineOf(e.field()));
    }
  }

  /**
   * What evaluates the study's trials.
   *
   * @throws InvalidInputException when the file leaves that to somebody who asks and tells
   */
  public ObjectiveSource requireObjective() {
    return objective.orElseThrow(
        () ->
            new InvalidInputException(
                    "objective",
                    "(missing)",
                    "is required to run trials: {class: …, classpath: […]} or {command: […]}")
                .at(String.valueOf(path.getFileName())));
  }

  private static String withoutExtension(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
