package dev.luthier.json;

/** JSON's {@code null} as a value, so that maps and lists hold none of Java's. */
public enum JsonNull {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
