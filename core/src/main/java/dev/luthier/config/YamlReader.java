package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML 1.2 document with the core schema ({@code yes} is a string, {@code 1e-5} a number)
 * and keeps its lines.
 */
final class YamlReader {
  /** No study file nests deeper; beyond it a file is broken, or refers to itself. */
  private static final int DEEPEST = 50;

  /** A study file of 10,000 parameters has about a megabyte. */
  private static final long LARGEST_BYTES = 16L << 20;

  private final LoadSettings settings =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build();
  private final StandardConstructor scalars = new StandardConstructor(settings);

  /**
   * The document in a file, which must be a mapping.
   *
   * @throws InvalidInputException when the file cannot be read or is not YAML
   */
  ConfigNode.Mapping read(Path path) {
    return parse(text(path), String.valueOf(path.getFileName()));
  }

  /** The document in a text; {@code name} stands in messages. */
  ConfigNode.Mapping parse(String text, String name) {
    Node root;
    try {
      root =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
              .getSingleNode()
              .orElseThrow(() -> new InvalidInputException("file", name, "is empty"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new InvalidInputException("yaml", lineOf(text, line), String.valueOf(e.getProblem()))
          .at(name + ":" + line);
    } catch (YamlEngineException e) {
      throw new InvalidInputException("yaml", name, String.valueOf(e.getMessage()));
    }
    return node(root, name, 0).asMapping("file");
  }

  private ConfigNode node(Node node, String name, int depth) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    if (depth > DEEPEST) {
      throw new InvalidInputException("yaml", node.getTag(), "is nested too deeply")
          .at(name + ":" + line);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, name, line);
      case SequenceNode sequence -> {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(node(item, name, depth + 1));
        }
        yield new ConfigNode.Sequence(line, items);
      }
      case MappingNode mapping -> {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
          String key = key(entry.getKeyNode(), name, line);
          ConfigNode value = node(entry.getValueNode(), name, depth + 1);
          ConfigNode before = entries.putIfAbsent(key, value);
          if (before != null) {
            throw new InvalidInputException(
                    key, value.value(), "is given twice, first in line " + before.line())
                .at(name + ":" + value.line());
          }
        }
        yield new ConfigNode.Mapping(line, entries);
      }
      case AnchorNode anchor -> node(anchor.getRealNode(), name, depth + 1);
      default -> throw new IllegalStateException("unknown node " + node);
    };
  }

  private ConfigNode.Scalar scalar(ScalarNode scalar, String name, int line) {
    Object value;
    try {
      value = scalars.constructSingleDocument(Optional.of(scalar));
    } catch (YamlEngineException e) {
      throw new InvalidInputException("yaml", scalar.getValue(), String.valueOf(e.getMessage()))
          .at(name + ":" + line);
    }
    return switch (value) {
      case null ->
          throw new InvalidInputException(
                  "yaml", scalar.getValue(), "an empty value means nothing here")
              .at(name + ":" + line);
      case Integer number -> new ConfigNode.Scalar(line, number.longValue());
      case Long number -> new ConfigNode.Scalar(line, number);
      case Double number -> new ConfigNode.Scalar(line, number);
      case Boolean flag -> new ConfigNode.Scalar(line, flag);
      case String string -> new ConfigNode.Scalar(line, string);
      default ->
          throw new InvalidInputException("yaml", scalar.getValue(), "is too large for an integer")
              .at(name + ":" + line);
    };
  }

  private static String key(Node key, String name, int line) {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new InvalidInputException("yaml", key.getTag(), "a name must be a string")
        .at(name + ":" + line);
  }

  private static String text(Path path) {
    try {
      if (Files.size(path) > LARGEST_BYTES) {
        throw new InvalidInputException("file", path, "is larger than 16 MiB");
      }
      byte[] bytes = Files.readAllBytes(path);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("file", path, "does not exist");
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("file", path, "is not UTF-8 text");
    } catch (IOException e) {
      throw new InvalidInputException("file", path, "cannot be read: " + e.getMessage());
    }
  }

  private static String lineOf(String text, int line) {
    return text.lines().skip(line - 1L).findFirst().orElse("").strip();
  }
}
