package dev.luthier.cli.terminal;

/**
 * How many columns a text takes on a terminal: two for East Asian wide characters and emoji, none
 * for combining marks, one for the rest (Unicode Standard Annex 11; ambiguous characters count one,
 * as terminals do outside East Asian locales).
 */
public final class DisplayWidth {
  /**
   * First and last code points of the blocks whose characters are wide or full width and not
   * ideographs or emoji.
   */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, // Hangul Jamo, leading consonants
    {0x2E80, 0x303E}, // radicals, CJK punctuation
    {0x3041, 0x33FF}, // kana, Bopomofo, Hangul compatibility, enclosed CJK
    {0xA000, 0xA4CF}, // Yi
    {0xA960, 0xA97C}, // Hangul Jamo extended
    {0xAC00, 0xD7A3}, // Hangul syllables
    {0xFE30, 0xFE6F}, // CJK compatibility forms
    {0xFF01, 0xFF60}, // full-width forms
    {0xFFE0, 0xFFE6} // full-width signs
  };

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /**
   * The longest beginning of the text that fits the columns, ending in {@code mark} if anything was
   * cut off.
   */
  public static String fit(String text, int columns, String mark) {
    if (of(text) <= columns) {
      return text;
    }
    int room = columns - of(mark);
    if (room < 0) {
      return "";
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int codePoint : text.codePoints().toArray()) {
      used += of(codePoint);
      if (used > room) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.append(mark).toString();
  }

  /** The text with every control character, line breaks included, replaced by {@code ?}. */
  public static String printable(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .map(c -> Character.isISOControl(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    if (Character.isIdeographic(codePoint) || Character.isEmojiPresentation(codePoint)) {
      return true;
    }
    for (int[] block : WIDE) {
      if (codePoint >= block[0] && codePoint <= block[1]) {
        return true;
      }
    }
    return false;
  }
}
