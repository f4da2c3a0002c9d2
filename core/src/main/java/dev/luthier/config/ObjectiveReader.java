package dev.luthier.config;

import dev.luthier.command.CommandLine;
import dev.luthier.error.InvalidInputException;
import dev.luthier.study.StudySpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code objective:}. */
final class ObjectiveReader {
  private static final String OBJECTIVE = "objective";
  private static final String CLASS = "class";
  private static final String CLASSPATH = "classpath";
  private static final String COMMAND = "command";

  private final Path folder;
  private final Fields objective;

  private ObjectiveReader(Path folder, Fields objective) {
    this.folder = folder;
    this.objective = objective;
  }

  /**
   * @param document the fields of the whole file
   * @param spec the study that the objective must fit
   * @param path of the file
   */
  static Optional<ObjectiveSource> read(Fields document, StudySpec spec, Path path) {
    Path folder = path.toAbsolutePath().resolveSibling("").normalize();
    return document
        .findFields(OBJECTIVE)
        .map(objective -> new ObjectiveReader(folder, objective).read(spec));
  }

  private ObjectiveSource read(StudySpec spec) {
    Optional<ConfigNode> className = objective.find(CLASS);
    Optional<ConfigNode> classpath = objective.find(CLASSPATH);
    Optional<ConfigNode> command = objective.find(COMMAND);
    objective.requireNoneLeft();
    if (command.isEmpty()) {
      return classObjective(className, classpath);
    }
    if (className.isPresent()) {
      throw wrong(COMMAND, command.get(), "give either a class or a command");
    }
    if (classpath.isPresent()) {
      throw wrong(CLASSPATH, classpath.get(), "belongs to a class; a command has none");
    }
    CommandLine line = commandLine(command.get());
    line.requireFits(spec);
    return new CommandSource(line);
  }

  private ClassObjective classObjective(
      Optional<ConfigNode> className, Optional<ConfigNode> classpath) {
    String field = objective.path(CLASS);
    String name =
        className
            .map(node -> Fields.string(node, field))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        field, "(missing)", "is required, unless there is a command"));
    List<Path> paths = new ArrayList<>();
    for (String entry : strings(classpath, CLASSPATH)) {
      String entryField = objective.path(CLASSPATH) + "[" + paths.size() + "]";
      try {
        paths.add(folder.resolve(entry).normalize());
      } catch (InvalidPathException e) {
        throw new InvalidInputException(entryField, entry, "is not a path");
      }
    }
    return new ClassObjective(name, paths);
  }

  private CommandLine commandLine(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Scalar(int _, String text) -> CommandLine.split(text, folder);
      case ConfigNode.Sequence list -> new CommandLine(strings(Optional.of(list), COMMAND), folder);
      case ConfigNode.Scalar _, ConfigNode.Mapping _ ->
          throw wrong(COMMAND, node, "must be a string or a list of strings");
    };
  }

  private List<String> strings(Optional<ConfigNode> list, String name) {
    String field = objective.path(name);
    List<String> strings = new ArrayList<>();
    for (ConfigNode item : list.map(node -> node.asList(field)).orElse(List.of())) {
      strings.add(Fields.string(item, field + "[" + strings.size() + "]"));
    }
    return strings;
  }

  private InvalidInputException wrong(String name, ConfigNode node, String reason) {
    return new InvalidInputException(objective.path(name), node.value(), reason);
  }
}
