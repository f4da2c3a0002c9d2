package dev.luthier.rpc;

import java.util.List;
import java.util.Map;

/** What is in the parameters of a request, looked at once. Confined to one thread. */
final class Content {
  /** Of a boxed number or an empty list in a list, its place there included. */
  private static final long BYTES_OF_A_VALUE = 50;

  private long values;
  private boolean isIllFormed;

  void add(Object value) {
    values++;
    switch (value) {
      case String text -> check(text);
      case Map<?, ?> map ->
          map.forEach(
              (name, item) -> {
                check((String) name);
                add(item);
              });
      case List<?> list -> list.forEach(this::add);
      default -> {
        // A number, a boolean, null.
      }
    }
  }

  /** About how many bytes of memory that takes, of a line of so many bytes. */
  long weight(long length) {
    return length + BYTES_OF_A_VALUE * values;
  }

  /** Whether a string has a half of a surrogate pair, which no store could keep as it is. */
  boolean isIllFormed() {
    return isIllFormed;
  }

  private void check(String text) {
    for (int i = 0; i < text.length() && !isIllFormed; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        isIllFormed = Character.isSurrogate(c);
      }
    }
  }
}
