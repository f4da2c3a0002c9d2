package dev.luthier.nativemath.bind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/**
 * A library that has been loaded. It stays loaded until the process ends: what runs in it cannot be
 * waited for, and OpenBLAS keeps threads.
 */
@SuppressWarnings("restricted") // Native access is what this class is for.
public final class SharedLibrary {

  private final String name;
  private final SymbolLookup symbols;

  private SharedLibrary(String name, SymbolLookup symbols) {
    this.name = name;
    this.symbols = symbols;
  }

  /**
   * Loads a file.
   *
   * @throws IllegalArgumentException if the file is not a library that can be loaded here
   * @throws IllegalCallerException if the virtual machine denies native access to this module
   */
  public static SharedLibrary open(Path file) {
    return new SharedLibrary(file.toString(), SymbolLookup.libraryLookup(file, Arena.global()));
  }

  /**
   * Loads what the system's loader finds under a name. Throws as {@link #open(Path)} does.
   *
   * @param name for example {@code libopenblas.so.0}
   */
  public static SharedLibrary open(String name) {
    return new SharedLibrary(name, SymbolLookup.libraryLookup(name, Arena.global()));
  }

  /**
   * The address of a function.
   *
   * @throws UnsatisfiedLinkError if the library lacks it, naming both
   */
  MemorySegment symbol(String symbol) {
    return symbols
        .find(symbol)
        .orElseThrow(() -> new UnsatisfiedLinkError(name + " has no symbol " + symbol));
  }
}
