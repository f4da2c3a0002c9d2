package dev.luthier.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is published about the protocol: {@code docs/rpc.md} and {@code docs/rpc.schema.json}. */
final class RpcDocs {
  private static final Path DOCS = Path.of("..", "docs");
  private static final ObjectNode SCHEMA = (ObjectNode) json(text("rpc.schema.json"));
  private static final Map<String, JsonSchema> VALIDATORS = new ConcurrentHashMap<>();

  /** {@code ### `study.report {study, number, step, value}` → `{stop}`}. */
  private static final Pattern HEADING =
      Pattern.compile("^### `([a-z.]+) (\\{.*})` → `(\\{.*})`$", Pattern.MULTILINE);

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z_]+\\??|[{}|]");

  private RpcDocs() {}

  static String text(String file) {
    try {
      return Files.readString(DOCS.resolve(file));
    } catch (IOException e) {
      throw new AssertionError("it is published in docs", e);
    }
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** A part of the schema, such as {@code params/study.ask}, references followed. */
  static JsonNode schema(String definition) {
    return resolved(SCHEMA.at("/$defs/" + definition));
  }

  private static JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  /** What a part of the schema says against a message. */
  static Set<ValidationMessage> validate(String definition, JsonNode message) {
    return VALIDATORS.computeIfAbsent(definition, RpcDocs::validator).validate(message);
  }

  private static JsonSchema validator(String definition) {
    ObjectNode schema = SCHEMA.deepCopy().without(List.of("oneOf"));
    schema.put("$ref", "#/$defs/" + definition);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  /** The keys of an object. */
  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The values of a list. */
  static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /**
   * A heading about a method.
   *
   * @param params as {@link RpcDocs#described}
   */
  record Heading(String method, Set<String> params, Set<String> result) {}

  static List<Heading> headings() {
    List<Heading> headings = new ArrayList<>();
    Matcher matcher = HEADING.matcher(text("rpc.md"));
    while (matcher.find()) {
      headings.add(
          new Heading(matcher.group(1), described(matcher.group(2)), described(matcher.group(3))));
    }
    return headings;
  }

  /**
   * The names in {@code {a, b?, c | d, e: [{f}]}}: {@code a}, {@code b?}, {@code c|}, {@code d|},
   * {@code e}, {@code e.f}.
   */
  private static Set<String> described(String braces) {
    Set<String> names = new TreeSet<>();
    List<String> path = new ArrayList<>();
    String last = "";
    boolean isAlternative = false;
    for (String token : TOKEN.matcher(braces).results().map(MatchResult::group).toList()) {
      switch (token) {
        case "{" -> path.add(last.isEmpty() ? "" : last + ".");
        case "}" -> path.removeLast();
        case "|" -> {
          names.remove(last);
          names.add(last + "|");
          isAlternative = true;
        }
        default -> {
          String name = path.getLast() + token;
          names.add(isAlternative ? name + "|" : name);
          last = name;
          isAlternative = false;
        }
      }
    }
    return names;
  }

  /**
   * The properties of a schema in the same form; those of items only where somebody describes them.
   */
  static Set<String> described(JsonNode schema, Set<String> like) {
    Set<String> names = new TreeSet<>();
    Set<String> required = texts(schema.path("required"));
    Set<String> alternatives = new TreeSet<>();
    schema.path("oneOf").forEach(one -> alternatives.addAll(texts(one.path("required"))));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      names.add(name + (required.contains(name) ? "" : alternatives.contains(name) ? "|" : "?"));
      Set<String> inside =
          like.stream()
              .filter(other -> other.startsWith(name + "."))
              .map(other -> other.substring(name.length() + 1))
              .collect(Collectors.toSet());
      if (!inside.isEmpty()) {
        JsonNode items = resolved(resolved(property.getValue()).path("items"));
        described(items, inside).forEach(other -> names.add(name + "." + other));
      }
    }
    return names;
  }
}
