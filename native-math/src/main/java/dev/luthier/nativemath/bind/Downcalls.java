package dev.luthier.nativemath.bind;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Makes handles that take the address of the function as their first argument. */
final class Downcalls {

  private Downcalls() {}

  /**
   * A handle for {@code void} functions.
   *
   * @param arguments one letter an argument, as in {@link #layout}
   */
  static MethodHandle ofVoid(String arguments) {
    return link(FunctionDescriptor.ofVoid(layouts(arguments)));
  }

  /** A handle for functions that return what the letter says. */
  static MethodHandle of(char result, String arguments) {
    return link(FunctionDescriptor.of(layout(result), layouts(arguments)));
  }

  /** What a wrapper throws when a call did not even start: a bug in its signature. */
  static IllegalStateException failed(String symbol, Throwable cause) {
    return new IllegalStateException("the call of " + symbol + " failed", cause);
  }

  @SuppressWarnings("restricted") // Native access is what this package is for.
  private static MethodHandle link(FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(signature);
  }

  private static MemoryLayout[] layouts(String letters) {
    MemoryLayout[] layouts = new MemoryLayout[letters.length()];
    Arrays.setAll(layouts, i -> layout(letters.charAt(i)));
    return layouts;
  }

  private static MemoryLayout layout(char letter) {
    return switch (letter) {
      case 'i' -> JAVA_INT;
      case 'd' -> JAVA_DOUBLE;
      case 'p' -> ADDRESS;
      case 'l' -> JAVA_LONG;
      default -> throw new IllegalArgumentException("no layout for '" + letter + "'");
    };
  }
}
