package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.tile.Tiles;
import java.util.ArrayList;
import java.util.List;

/**
 * C ← α S B + β C, where S is symmetric and stored by its lower triangle, in one pass over S: what
 * is below the diagonal is multiplied with B in both places that it stands for while it is in the
 * caches.
 *
 * <p>The columns of S are cut into parts of about equal area, at most {@link #MOST_PARTS}; how
 * depends on the order only. Each has sums of its own, which are then added in the order of the
 * parts, so bits depend neither on the number of threads nor on the species: what is summed across
 * rows is summed in eight parts, whatever the width of vectors.
 *
 * <p>Memory: (parts + 2) × n × columns, at most 64 columns at a time. For one caller at a time.
 */
public final class SymmetricProduct {

  /** As many threads as can share it, each with sums as large as the product. Not tuned. */
  private static final int MOST_PARTS = 8;

  /** Block columns a part at least, which makes one part of orders up to 1,000. Not tuned. */
  private static final int LEAST_STRIPS = 16;

  /** Columns of B in one pass over S: bounds the memory. */
  private static final int COLS = 64;

  private final TileScheduler scheduler;
  private final Block s = new Block();
  private final Block sides = new Block();
  private final SymmetricOperand operand = new SymmetricOperand();
  private final List<SymmetricPart> parts = new ArrayList<>();
  private final int[] ends = new int[MOST_PARTS];
  private final Tiles tiles =
      new Tiles() {
        @Override
        protected void compute(int part) {
          parts.get(part).multiply(s, operand, begin(part), ends[part]);
        }
      };
  private int count;

  /**
   * With buffers of its own.
   *
   * @param scheduler where the parts are computed
   */
  public SymmetricProduct(TileScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** C ← α S B + β C; where β = 0 the old C is not read. */
  public void multiply(double alpha, Block symmetric, Block factor, double beta, Block out) {
    s.set(symmetric);
    cut();
    for (int col = 0; col < factor.cols; col += COLS) {
      int cols = Math.min(COLS, factor.cols - col);
      operand.shape(s, cols);
      operand.read(sides.part(factor, 0, col).size(s.rows, cols));
      scheduler.run(tiles, count);
      for (int part = 1; part < count; part++) {
        add(part);
      }
      operand.write(alpha, parts.getFirst().sums, beta, sides.part(out, 0, col).size(s.rows, cols));
    }
  }

  private int begin(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  /** A part ends where the area up to there has reached its share. */
  private void cut() {
    int strips = (s.rows + SymmetricPart.COLS - 1) / SymmetricPart.COLS;
    count = Math.clamp(strips / LEAST_STRIPS, 1, MOST_PARTS);
    double total = (double) strips * (strips + 1) / 2;
    double area = 0;
    int part = 0;
    for (int strip = 0; strip < strips; strip++) {
      area += strips - strip;
      if (area >= total * (part + 1) / count) {
        ends[part] = Math.min((strip + 1) * SymmetricPart.COLS, s.rows);
        part++;
      }
    }
    while (parts.size() < count) {
      parts.add(new SymmetricPart());
    }
  }

  /** Rows before the first column of a part are 0. */
  private void add(int part) {
    double[] from = parts.get(part).sums;
    double[] to = parts.getFirst().sums;
    for (int slice = 0; slice < operand.slices; slice++) {
      int end = operand.before(slice + 1) * operand.rows;
      for (int i = operand.at(slice, begin(part)); i < end; i++) {
        to[i] += from[i];
      }
    }
  }
}
