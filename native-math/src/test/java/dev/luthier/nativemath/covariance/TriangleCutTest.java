package dev.luthier.nativemath.covariance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TriangleCutTest {

  @Test
  void tilesCoverEachStripUpToItsDiagonalInOrder() {
    for (int n : new int[] {0, 1, 64, 65, 255, 256, 257, 1000, 5_000}) {
      TriangleCut cut = new TriangleCut(n);
      int tile = 0;
      for (int strip = 0; strip * Strip.LENGTH < n; strip++) {
        int last = Math.min(n, (strip + 1) * Strip.LENGTH);
        for (int column = 0; column < last; column += TriangleCut.COLUMNS) {
          assertEquals(strip, cut.strip(tile));
          assertEquals(column, cut.column(tile));
          tile++;
        }
      }
      assertEquals(tile, cut.count());
    }
  }
}
