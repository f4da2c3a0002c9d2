package dev.luthier.gpu.bind;

import java.lang.foreign.MemorySegment;

/** Texts that a library keeps. */
final class CText {

  /** No name or message that is read by its address comes near it. */
  private static final long LONGEST = 4096;

  private CText() {}

  @SuppressWarnings("restricted") // A C string has no length until it is read.
  static String at(MemorySegment address) {
    return address.equals(MemorySegment.NULL) ? "?" : address.reinterpret(LONGEST).getString(0);
  }
}
