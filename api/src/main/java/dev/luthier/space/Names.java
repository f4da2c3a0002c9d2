package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The one rule for parameter names: they must survive in {@code {name}} templates and on one line
 * of a table.
 */
final class Names {
  private static final Pattern LEGAL = Pattern.compile("[^\\s{}\\p{Cntrl}]{1,200}");

  private Names() {}

  static String requireLegal(String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw new InvalidInputException(
          "name", name, "a parameter's name has 1 to 200 characters and no white space or braces");
    }
    return name;
  }
}
