package dev.luthier.nativemath.vector.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.nativemath.tile.Block;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/**
 * Copies between memory and panels, the form in which the tile reads its factors:
 *
 * <pre>
 *   panel p, step k: source(p·width … p·width + width − 1, k), contiguous; rows behind the end are 0
 * </pre>
 *
 * <p>Panels are arrays and not memory segments, with which the same tile reached 27 GFLOP/s instead
 * of 47 (AMD Zen 3, JDK 25), perhaps because the compiler, where it knows the steps through a
 * segment, unrolls the loop by four and keeps the sums in memory, as it was seen to do with {@link
 * SymmetricTile}.
 */
final class Packing {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Packing() {}

  /** Fills ⌈rows / width⌉ panels of source.cols steps, from the beginning of the array. */
  static void pack(Block source, int width, double[] panels) {
    pack(source, width, panels, 0);
  }

  /** The same, from another element of the array on. */
  static void pack(Block source, int width, double[] panels, int at) {
    int whole = source.rows / width;
    if (source.columnsAreContiguous()) {
      for (int k = 0; k < source.cols; k++) {
        packColumn(source, k, width, whole, panels, at + k * width);
      }
    } else {
      for (int p = 0; p < whole; p++) {
        packStrided(source, p * width, width, panels, at + p * width * source.cols);
      }
    }
    if (whole * width < source.rows) {
      packRest(source, whole * width, width, panels, at + whole * width * source.cols);
    }
  }

  /**
   * A step of all panels: what is contiguous is read as a whole, so that a page is visited once,
   * and the processor sees what will be read next.
   */
  private static void packColumn(
      Block source, int step, int width, int count, double[] panels, int firstAt) {
    MemorySegment memory = source.memory;
    long from = source.at(0, step);
    int at = firstAt;
    int distance = width * source.cols;
    for (int p = 0; p < count; p++) {
      for (int w = 0; w < width; w += Species.QUARTET_LANES) {
        DoubleVector.fromMemorySegment(Species.QUARTET, memory, from, ORDER)
            .intoArray(panels, at + w);
        from += Species.QUARTET_LANES * (long) Double.BYTES;
      }
      at += distance;
    }
  }

  /** Two rows at a time; the width of every panel is even. */
  private static void packStrided(Block source, int row, int width, double[] panels, int firstAt) {
    MemorySegment memory = source.memory;
    long step = source.colStride;
    for (int w = 0; w < width; w += 2) {
      long upper = source.at(row + w, 0);
      long lower = upper + source.rowStride;
      int at = firstAt + w;
      for (int k = 0; k < source.cols; k++) {
        panels[at] = memory.get(JAVA_DOUBLE, upper + k * step);
        panels[at + 1] = memory.get(JAVA_DOUBLE, lower + k * step);
        at += width;
      }
    }
  }

  private static void packRest(Block source, int row, int width, double[] panels, int firstAt) {
    int at = firstAt;
    for (int k = 0; k < source.cols; k++) {
      for (int w = 0; w < width; w++) {
        panels[at + w] = row + w < source.rows ? source.get(row + w, k) : 0;
      }
      at += width;
    }
  }

  /** Writes one panel back: target(i, k), where the target has at most {@code width} rows. */
  static void unpack(double[] panel, int width, Block target) {
    if (target.columnsAreContiguous() && target.rows == width) {
      unpackContiguous(panel, width, target);
      return;
    }
    MemorySegment memory = target.memory;
    for (int w = 0; w < target.rows; w++) {
      long row = target.at(w, 0);
      for (int k = 0; k < target.cols; k++) {
        memory.set(JAVA_DOUBLE, row + k * target.colStride, panel[w + k * width]);
      }
    }
  }

  private static void unpackContiguous(double[] panel, int width, Block target) {
    MemorySegment memory = target.memory;
    long column = target.first;
    int at = 0;
    for (int k = 0; k < target.cols; k++) {
      for (int w = 0; w < width; w += Species.QUARTET_LANES) {
        DoubleVector.fromArray(Species.QUARTET, panel, at + w)
            .intoMemorySegment(memory, column + w * (long) Double.BYTES, ORDER);
      }
      at += width;
      column += target.colStride;
    }
  }
}
