package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Constraint;
import dev.luthier.space.LinearSum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads one of {@code linear:}: a text, or the canonical form, a mapping in which every name can be
 * written.
 *
 * <pre>
 *   inequality = side ("&lt;=" | "&gt;=") side
 *   side       = ["+" | "-"] term { ("+" | "-") term }
 *   term       = number ["*" name] | name
 *   mapping    = {sum: {name: number, …}, most: number}, or least instead of most
 * </pre>
 *
 * <p>In a text a name ends at a blank or before one of {@code + * < > =}. A minus sign within it is
 * part of the name: a difference has blanks around it.
 */
final class LinearReader {
  private static final Pattern NUMBER =
      Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  /** The last alternative is what cannot be read. */
  private static final Pattern WORD =
      Pattern.compile("<=|>=|[-+*]|" + NUMBER + "(?![^\\s+*<>=-])|[^\\s+*<>=-][^\\s+*<>=]*|[<>=]+");

  private static final String EXAMPLE = "an inequality such as \"2 * width + depth <= 100\"";

  private final String field;
  private final String text;
  private final List<String> words;
  private final Map<String, Double> sum = new HashMap<>();
  private double constant;
  private int next;

  private LinearReader(String field, String text) {
    this.field = field;
    this.text = text;
    this.words = WORD.matcher(text).results().map(word -> word.group()).toList();
  }

  /**
   * @throws InvalidInputException when it is neither
   */
  static Constraint.Linear read(ConfigNode node, String field) {
    return switch (node) {
      case ConfigNode.Mapping mapping -> ofMapping(mapping, field);
      case ConfigNode.Scalar(int _, String text) -> ofText(text, field);
      case ConfigNode.Scalar _, ConfigNode.Sequence _ ->
          throw new InvalidInputException(field, node.value(), "must be " + EXAMPLE);
    };
  }

  private static Constraint.Linear ofMapping(ConfigNode.Mapping mapping, String field) {
    Fields fields = new Fields(field, mapping);
    String path = fields.path("sum");
    ConfigNode.Mapping sum = fields.require("sum").asMapping(path);
    Fields terms = new Fields(path, sum);
    Map<String, Double> coefficients = new HashMap<>();
    sum.entries().keySet().forEach(name -> coefficients.put(name, terms.requireDouble(name)));
    OptionalDouble least = fields.findDouble("least");
    double bound = least.isPresent() ? least.getAsDouble() : fields.requireDouble("most");
    fields.requireNoneLeft();
    return limited(coefficients, bound, least.isPresent(), field);
  }

  private static Constraint.Linear ofText(String text, String field) {
    LinearReader reader = new LinearReader(field, text);
    reader.side(1);
    String relation = reader.take();
    if (!relation.equals("<=") && !relation.equals(">=")) {
      throw reader.expected("<= or >=", relation);
    }
    reader.side(-1);
    if (!reader.peek().isEmpty()) {
      throw reader.expected("+ or -", reader.peek());
    }
    return limited(reader.sum, -reader.constant, relation.equals(">="), field);
  }

  private static Constraint.Linear limited(
      Map<String, Double> coefficients, double bound, boolean isLeast, String field) {
    LinearSum sum = new LinearSum(coefficients);
    try {
      return isLeast ? sum.atLeast(bound) : sum.atMost(bound);
    } catch (InvalidInputException e) {
      throw e.within(field);
    }
  }

  /** One side, brought to the left. */
  private void side(int sign) {
    boolean hasSign = peek().equals("+") || peek().equals("-");
    term(hasSign && take().equals("-") ? -sign : sign);
    while (peek().equals("+") || peek().equals("-")) {
      term(take().equals("-") ? -sign : sign);
    }
  }

  private void term(int sign) {
    String word = take();
    if (!NUMBER.matcher(word).matches()) {
      sum.merge(name(word), (double) sign, Double::sum);
    } else if (peek().equals("*")) {
      take();
      sum.merge(name(take()), sign * Double.parseDouble(word), Double::sum);
    } else {
      constant += sign * Double.parseDouble(word);
    }
  }

  private String name(String word) {
    boolean isName = !word.isEmpty() && "+-*<>=".indexOf(word.charAt(0)) < 0;
    if (!isName || NUMBER.matcher(word).matches()) {
      throw expected("a parameter", word);
    }
    return word;
  }

  /** The next word, or nothing at the end. */
  private String peek() {
    return next < words.size() ? words.get(next) : "";
  }

  private String take() {
    String word = peek();
    next++;
    return word;
  }

  private InvalidInputException expected(String what, String found) {
    String where = found.isEmpty() ? "at the end" : "instead of " + found;
    return new InvalidInputException(
        field, text, "is not " + EXAMPLE + ": expected " + what + " " + where);
  }
}
