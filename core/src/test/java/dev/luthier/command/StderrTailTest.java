package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StderrTailTest {
  private final StderrTail tail = new StderrTail();

  @Test
  void keepsTheLastTwentyLines() {
    write(
        IntStream.rangeClosed(1, 500)
            .mapToObj(i -> "line " + i + "\n")
            .collect(Collectors.joining()));
    assertEquals(
        IntStream.rangeClosed(481, 500)
            .mapToObj(i -> "line " + i)
            .collect(Collectors.joining("\n")),
        tail.text());
    assertEquals(Optional.of("line 500"), tail.lastLine());
  }

  @Test
  void keepsNoMoreThanEightKibibytesOfOneEndlessLine() {
    for (int i = 0; i < 100; i++) {
      write("x".repeat(9_999) + (i % 10));
    }
    assertEquals("x".repeat(8191) + "9", tail.text());
  }

  @Test
  void piecesOfAnyLengthMakeTheSameEnd() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String piece = String.valueOf(i).repeat(i % 5);
      all.append(piece);
      write(piece);
    }
    assertEquals(all.substring(all.length() - 8192), tail.text());
  }

  @Test
  void binaryGarbageBecomesHarmlessAndStaysSmall() {
    byte[] bytes = new byte[20_000];
    Arrays.fill(bytes, (byte) 0xff);
    tail.accept(bytes, bytes.length);
    byte[] kept = tail.text().getBytes(StandardCharsets.UTF_8);
    assertTrue(kept.length <= 8192, () -> kept.length + " bytes");
    assertTrue(tail.text().chars().allMatch(c -> c == 0xfffd), tail::text);
    write("\n\u001b[31mred\u001b[0m\u0007 alert\u0000\n\n \n");
    assertEquals(Optional.of("red alert"), tail.lastLine());
  }

  @Test
  void ofAProgressBarTheLastStateCounts() {
    write("start\r\n 10 %\r 20 %\r100 %\r\nend");
    assertEquals("start\n100 %\nend", tail.text());
  }

  @Test
  void nothingIsNothing() {
    assertEquals("", tail.text());
    assertEquals(Optional.empty(), tail.lastLine());
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tail.accept(bytes, bytes.length);
  }
}
