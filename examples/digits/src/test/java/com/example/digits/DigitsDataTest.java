package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsDataTest {
  private final DigitsData data = DigitsData.load();

  @Test
  void holdsEveryRowOfTheFile() {
    assertEquals(1797, data.rows());
    assertEquals(1797 * 64, data.pixels().length);
  }

  @Test
  void scalesPixelsToTheUnitInterval() {
    float darkest = 0;
    float lightest = 1;
    for (float pixel : data.pixels()) {
      darkest = Math.max(darkest, pixel);
      lightest = Math.min(lightest, pixel);
    }
    assertEquals(1, darkest);
    assertEquals(0, lightest);
    // The first row of the file starts 0,0,5,13,9,1 and shows a zero.
    assertEquals(5 / 16f, data.pixels()[2]);
    assertEquals(0, data.labels()[0]);
  }

  @Test
  void showsEachDigitAboutAsOften() {
    // Counts published with the data set.
    int[] published = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
    for (int digit = 0; digit < published.length; digit++) {
      int shown = digit;
      assertEquals(
          published[digit], IntStream.of(data.labels()).filter(label -> label == shown).count());
    }
  }
}
