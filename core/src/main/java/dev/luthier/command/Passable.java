package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import java.nio.charset.Charset;

/** Which texts can be passed to a program at all. */
final class Passable {
  /**
   * The charset in which Java passes arguments and environment to a process. What it lacks would
   * arrive as a question mark, and the trial would be of another value than was recorded.
   */
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("native.encoding", "UTF-8"), Charset.defaultCharset());

  private Passable() {}

  /**
   * The text itself.
   *
   * @throws InvalidInputException when it has a character that no program could be passed here
   */
  static String require(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidInputException(field, text, "the character NUL ends an argument");
    }
    if (!NATIVE.newEncoder().canEncode(text)) {
      throw new InvalidInputException(
          field,
          text,
          "a command cannot be passed this in the encoding of this locale, "
              + NATIVE
              + "; set LC_ALL=C.UTF-8");
    }
    return text;
  }
}
