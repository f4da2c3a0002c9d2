package dev.luthier.nativemath.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Strides and places of blocks beyond an int, without the memory. */
class LargeBlockTest {

  private static final int N = 50_000;
  private static final int LAST = N - 1;
  private static final long COLUMN = 8L * 50_008;

  /** From 46,341 rows on the index of an element exceeds an int, from 16,384 its address does. */
  @Test
  void placesAreLong() {
    assertEquals(8L * LAST + LAST * COLUMN, whole().at(LAST, LAST));
    assertEquals(8L * 46_340 + 46_340 * COLUMN, whole().at(46_340, 46_340));
  }

  @Test
  void partsTransposedAndReversedBlocksAgree() {
    long last = whole().at(LAST, LAST);
    assertEquals(last, new Block().part(whole(), LAST, LAST).at(0, 0));
    assertEquals(last, whole().transpose().at(LAST, LAST));
    assertEquals(last, whole().reverseRows().reverseCols().at(0, 0));
    assertEquals(0, whole().reverseRows().reverseCols().at(LAST, LAST));
    assertEquals(whole().at(3, LAST), whole().transpose().reverseRows().at(0, 3));
    Block inner = new Block().part(whole(), 46_341, 46_341);
    assertEquals(last, new Block().part(inner, LAST - 46_341, LAST - 46_341).at(0, 0));
  }

  private static Block whole() {
    Block block = new Block();
    block.rowStride = 8;
    block.colStride = COLUMN;
    return block.size(N, N);
  }
}
