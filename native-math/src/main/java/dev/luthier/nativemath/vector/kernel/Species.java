package dev.luthier.nativemath.vector.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors that everything here computes with. A static constant, because the compiler turns
 * vector operations into instructions only where it knows the species.
 */
public final class Species {

  /** Tests set this to 128, 256 or 512, before the first use, to run on other vectors. */
  static final String BITS = "dev.luthier.nativemath.vector.bits";

  /** The widest that the processor has. */
  public static final VectorSpecies<Double> DOUBLES = chosen(Integer.getInteger(BITS, 0));

  /** The number of elements in one. */
  public static final int LANES = DOUBLES.length();

  /**
   * At most four elements: columns of a tile come in fours, so that packing never splits a vector.
   */
  static final VectorSpecies<Double> QUARTET = LANES < 4 ? DOUBLES : DoubleVector.SPECIES_256;

  /** The number of elements in one of {@link #QUARTET}. */
  static final int QUARTET_LANES = QUARTET.length();

  /**
   * Whether the processor has 32 vector registers rather than 16: AVX-512 and 64-bit ARM. (AVX-512
   * with shorter vectors has them too, but nobody prefers those by default.)
   */
  public static final boolean MANY_REGISTERS =
      LANES == 8 || System.getProperty("os.arch", "").equals("aarch64");

  private Species() {}

  private static VectorSpecies<Double> chosen(int bits) {
    return switch (bits) {
      case 128 -> DoubleVector.SPECIES_128;
      case 256 -> DoubleVector.SPECIES_256;
      case 512 -> DoubleVector.SPECIES_512;
      default -> DoubleVector.SPECIES_PREFERRED;
    };
  }
}
