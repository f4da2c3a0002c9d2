package dev.luthier.testkit;

import dev.luthier.linalg.Matrix;

/** How an operand lies in memory. */
enum Layout {
  /** All of an allocation. */
  WHOLE,
  /** A block of a block, with elements of the allocation on all four sides. */
  VIEW;

  static final int MARGIN = 3;

  int rootRows(int rows) {
    return switch (this) {
      case WHOLE -> rows;
      case VIEW -> rows + MARGIN + 2;
    };
  }

  int rootCols(int cols) {
    return switch (this) {
      case WHOLE -> cols;
      case VIEW -> cols + MARGIN + 1;
    };
  }

  Matrix within(Matrix root, int rows, int cols) {
    return switch (this) {
      case WHOLE -> root;
      case VIEW -> root.block(1, 2, rows + 3, cols + 2).block(2, 1, rows, cols);
    };
  }

  /** First row, and first column, of the operand in its root. */
  int first() {
    return switch (this) {
      case WHOLE -> 0;
      case VIEW -> MARGIN;
    };
  }
}
