package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.math.BigInteger;
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
import java.util.Set;
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
import org.snakeyaml.engine.v2.nodes.Tag;
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

  /** Aliases can make a short file endless; ten thousand parameters have 120,000 nodes. */
  private static final int MOST_NODES = 1_000_000;

  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

  private final LoadSettings settings =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build();
  private final StandardConstructor scalars = new StandardConstructor(settings);
  private int nodes;

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
    } catch (StackOverflowError e) {
      throw new InvalidInputException("yaml", lineOf(text, 1), "is nested too deeply").at(name);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new InvalidInputException("yaml", lineOf(text, line), String.valueOf(e.getProblem()))
          .at(name + ":" + line);
    } catch (YamlEngineException e) {
      throw new InvalidInputException("yaml", name, String.valueOf(e.getMessage()));
    }
    nodes = 0;
    return node(root, new Place(name, "", 0)).asMapping("file");
  }

  /**
   * Where a node stands.
   *
   * @param name of the file
   * @param path dotted path of the field, empty for the document
   */
  private record Place(String name, String path, int depth) {
    Place in(String field) {
      return new Place(name, path + field, depth + 1);
    }

    Place entry(String key) {
      return in(path.isEmpty() ? key : "." + key);
    }

    InvalidInputException wrong(Node node, Object value, String reason) {
      int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      return new InvalidInputException(path.isEmpty() ? "file" : path, value, reason)
          .at(name + ":" + line);
    }
  }

  private ConfigNode node(Node node, Place place) {
    if (place.depth() > DEEPEST || ++nodes > MOST_NODES) {
      throw place.wrong(node, node.getTag().getValue(), "is nested too deeply or too large");
    }
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    if (node instanceof AnchorNode anchor) {
      return node(anchor.getRealNode(), place);
    }
    if (!TAGS.contains(node.getTag())) {
      throw place.wrong(node, node.getTag().getValue(), "this tag means nothing here");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, line, place);
      case SequenceNode sequence -> {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(node(item, place.in("[" + items.size() + "]")));
        }
        yield new ConfigNode.Sequence(line, items);
      }
      case MappingNode mapping -> mapping(mapping, line, place);
      default -> throw new IllegalStateException("unknown node " + node);
    };
  }

  private ConfigNode.Mapping mapping(MappingNode mapping, int line, Place place) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw place.wrong(entry.getKeyNode(), "(a list or mapping)", "a name must be a string");
      }
      Place field = place.entry(key.getValue());
      ConfigNode value = node(entry.getValueNode(), field);
      ConfigNode before = entries.putIfAbsent(key.getValue(), value);
      if (before != null) {
        throw field.wrong(key, value.value(), "is given twice, first in line " + before.line());
      }
    }
    return new ConfigNode.Mapping(line, entries);
  }

  private ConfigNode.Scalar scalar(ScalarNode scalar, int line, Place place) {
    Object value;
    try {
      value = scalars.constructSingleDocument(Optional.of(scalar));
    } catch (RuntimeException e) {
      // "!!int abc": each kind of wrong number has its own exception.
      throw place.wrong(
          scalar, scalar.getValue(), "is no " + scalar.getTag().getValue().replaceAll(".*:", ""));
    }
    return switch (value) {
      case null -> throw place.wrong(scalar, "(nothing)", "an empty value means nothing here");
      case Integer number -> new ConfigNode.Scalar(line, number.longValue());
      case Long number -> new ConfigNode.Scalar(line, number);
      // Too large for an integer, but a float may still want it.
      case BigInteger number -> new ConfigNode.Scalar(line, number.doubleValue());
      case Double number -> new ConfigNode.Scalar(line, number);
      case Boolean flag -> new ConfigNode.Scalar(line, flag);
      case String string -> new ConfigNode.Scalar(line, string);
      default ->
          throw place.wrong(scalar, scalar.getValue(), "must be a string, number or boolean");
    };
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
