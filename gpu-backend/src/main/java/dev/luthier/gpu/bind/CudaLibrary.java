package dev.luthier.gpu.bind;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A library that has been loaded, and stays loaded until the process ends: its own threads cannot
 * be waited for. Remembers what was linked, so that a test can compare it with the documentation.
 */
@SuppressWarnings("restricted") // Native access is what this package is for.
public final class CudaLibrary {

  private final String name;
  private final SymbolLookup symbols;
  private final SequencedMap<String, String> linked = new LinkedHashMap<>();

  /** With symbols from wherever. */
  CudaLibrary(String name, SymbolLookup symbols) {
    this.name = name;
    this.symbols = symbols;
  }

  /**
   * Loads a file.
   *
   * @throws IllegalArgumentException if it is not a library that can be loaded here
   * @throws IllegalCallerException if the virtual machine denies native access to this module
   */
  public static CudaLibrary open(Path file) {
    return new CudaLibrary(file.toString(), SymbolLookup.libraryLookup(file, Arena.global()));
  }

  /** Loads what the system's loader finds under a name. Throws as {@link #open(Path)} does. */
  public static CudaLibrary open(String name) {
    return new CudaLibrary(name, SymbolLookup.libraryLookup(name, Arena.global()));
  }

  /** The file, or the name by which the loader found it. */
  public String name() {
    return name;
  }

  /** What has been linked: symbol, and its arguments as in {@link #status}. */
  Map<String, String> linked() {
    return linked;
  }

  /**
   * A function that returns a status.
   *
   * @param arguments one letter each: {@code i} an int or an enumerator, {@code l} a handle, a
   *     device address or a size, {@code p} a pointer to the host
   * @throws UnsatisfiedLinkError if the library lacks it, naming both
   */
  MethodHandle status(String symbol, String arguments) {
    linked.put(symbol, arguments);
    return link(symbol, FunctionDescriptor.of(JAVA_INT, layouts(arguments)));
  }

  /** A function that returns a text. */
  MethodHandle text(String symbol, String arguments) {
    linked.put(symbol, arguments);
    return link(symbol, FunctionDescriptor.of(ADDRESS, layouts(arguments)));
  }

  private MethodHandle link(String symbol, FunctionDescriptor signature) {
    return Linker.nativeLinker()
        .downcallHandle(
            symbols
                .find(symbol)
                .orElseThrow(() -> new UnsatisfiedLinkError(name + " has no symbol " + symbol)),
            signature);
  }

  private static MemoryLayout[] layouts(String letters) {
    MemoryLayout[] layouts = new MemoryLayout[letters.length()];
    Arrays.setAll(layouts, i -> layout(letters.charAt(i)));
    return layouts;
  }

  private static MemoryLayout layout(char letter) {
    return switch (letter) {
      case 'i' -> JAVA_INT;
      case 'l' -> JAVA_LONG;
      case 'p' -> ADDRESS;
      default -> throw new IllegalArgumentException("no layout for '" + letter + "'");
    };
  }
}
