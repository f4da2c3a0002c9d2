package dev.luthier.gpu.simulated;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stand-in, called without the bindings of the backend: tests of the stand-ins must not depend on
 * what they are there to test. Arguments are {@code Integer}, {@code Long}, {@code Double} and
 * {@link MemorySegment}; their types are the C function's.
 */
@SuppressWarnings("restricted") // Native access is what this class is for.
final class NativeLibrary {

  private final SymbolLookup symbols;
  private final ConcurrentHashMap<String, MethodHandle> handles = new ConcurrentHashMap<>();

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /** Skips the test, saying why, where the stand-ins could not be compiled. */
  static NativeLibrary open(String name) {
    return new NativeLibrary(
        SymbolLookup.libraryLookup(SimulatedLibraries.library(name), Arena.global()));
  }

  /** Calls a function that returns an {@code int}: the error code of a library's function. */
  int call(String symbol, Object... arguments) {
    return (int) invoke(symbol, JAVA_INT, arguments);
  }

  /** Calls a function that returns a {@code long}. */
  long callLong(String symbol, Object... arguments) {
    return (long) invoke(symbol, JAVA_LONG, arguments);
  }

  /** Calls a function that returns nothing. */
  void callVoid(String symbol, Object... arguments) {
    MethodHandle handle = handle(symbol, FunctionDescriptor.ofVoid(layouts(arguments)));
    try {
      handle.invokeWithArguments(arguments);
    } catch (Throwable failed) {
      throw new IllegalStateException("the call of " + symbol + " failed", failed);
    }
  }

  private Object invoke(String symbol, MemoryLayout result, Object[] arguments) {
    MethodHandle handle = handle(symbol, FunctionDescriptor.of(result, layouts(arguments)));
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable failed) {
      throw new IllegalStateException("the call of " + symbol + " failed", failed);
    }
  }

  private MethodHandle handle(String symbol, FunctionDescriptor signature) {
    return handles.computeIfAbsent(
        symbol,
        name ->
            Linker.nativeLinker()
                .downcallHandle(
                    symbols
                        .find(name)
                        .orElseThrow(() -> new UnsatisfiedLinkError("no symbol " + name)),
                    signature));
  }

  private static MemoryLayout[] layouts(Object[] arguments) {
    return Arrays.stream(arguments).map(NativeLibrary::layout).toArray(MemoryLayout[]::new);
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      case Double _ -> JAVA_DOUBLE;
      case MemorySegment _ -> ADDRESS;
      default ->
          throw new IllegalArgumentException("no layout for a " + argument.getClass().getName());
    };
  }
}
