package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.rpc.LineInput.LineTooLongException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are the same however their bytes arrive and are read. */
final class LineInputTest {
  @Test
  void blankLinesAreNoLines() throws IOException {
    assertEquals(List.of("a", "b"), lines("\n\r\n \t\na\n   \n\r\nb\n\n \n"));
    assertEquals(List.of(), lines(""));
    assertEquals(List.of(), lines("\n"));
    assertEquals(List.of(), lines(" \t\r\n \t\r"), "nor is the last, without a break");
  }

  @Test
  void blanksBeforeALineAreSkippedAndThoseInItAreNot() throws IOException {
    assertEquals(List.of("a b  ", "c\td"), lines("  a b  \n\t c\td\n"));
  }

  @Test
  void aCarriageReturnBeforeTheBreakIsLeftToTheParserAsABlank() throws IOException {
    assertEquals(List.of("a\r", "b\r", "c"), lines("a\r\nb\r\nc"));
    assertEquals(List.of("a\rb"), lines("a\rb\n"), "alone it is no line break");
  }

  @Test
  void theLastLineNeedsNoBreak() throws IOException {
    assertEquals(List.of("a", "b"), lines("a\nb"));
    assertEquals(List.of("a", "b"), lines("a\nb\n"));
  }

  @Test
  void otherControlBytesAreNotBlank() throws IOException {
    assertEquals(List.of("\0", "\f", "\u00ff"), lines("\0\n\f\n\u00ff\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 65_535, 65_536, 65_537})
  void bytesArriveInPiecesOfAnySize(int piece) throws IOException {
    SplittableRandom random = new SplittableRandom(piece);
    List<String> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      // Some of them longer than the buffer.
      String line = "x".repeat(random.nextInt(1, i % 20 == 0 ? 150_000 : 200));
      expected.add(line);
      text.append(line).append("\n".repeat(random.nextInt(1, 3)));
    }
    assertEquals(expected, linesInBlocks(new Pieces(bytes(text.toString()), piece), 8_192));
    assertEquals(expected, linesInBlocks(new Pieces(bytes(text.toString()), piece), 3));
    assertEquals(expected, linesByteByByte(new Pieces(bytes(text.toString()), piece)));
  }

  @Test
  void beyondItsEndALineHasNothing() throws IOException {
    LineInput input = new LineInput(stream("ab\ncd\n"));
    assertEquals(-1, input.read(), "before the first line");
    assertTrue(input.nextLine());
    assertEquals('a', input.read());
    assertEquals('b', input.read());
    assertEquals(-1, input.read());
    assertEquals(-1, input.read(new byte[10], 0, 10));
    assertEquals(0, input.read(new byte[10], 0, 0));
    assertEquals(2, input.length());
    assertTrue(input.nextLine());
    assertEquals(0, input.length(), "counted anew");
    assertEquals("cd", text(input.readAllBytes()));
    assertFalse(input.nextLine());
    assertFalse(input.nextLine(), "and stays so");
    assertEquals(-1, input.read());
  }

  @Test
  void whatIsLeftOfALineIsSkipped() throws IOException {
    String left = "x".repeat(200_000);
    LineInput input = new LineInput(stream("ab" + left + "\ncd\n\nef"));
    assertTrue(input.nextLine());
    assertEquals('a', input.read());
    assertTrue(input.nextLine());
    assertTrue(input.nextLine(), "of a line of which nothing was read, too");
    assertEquals("ef", text(input.readAllBytes()));
    assertFalse(input.nextLine());
  }

  @Test
  void aLineOfTheGreatestLengthIsReadAndOneOfAByteMoreIsNot() throws IOException {
    LineInput input =
        new LineInput(
            concat(
                new RepeatedByte('x', LineInput.LONGEST),
                stream("\r\nafter\n"),
                new RepeatedByte('x', LineInput.LONGEST),
                stream("\nlast")));
    assertTrue(input.nextLine());
    assertThrows(LineTooLongException.class, () -> drain(input), "a carriage return too many");
    assertTrue(input.nextLine());
    assertEquals("after", text(input.readAllBytes()), "the rest of the refused line is skipped");
    assertTrue(input.nextLine());
    assertEquals(LineInput.LONGEST, drain(input));
    assertEquals(LineInput.LONGEST, input.length());
    assertTrue(input.nextLine());
    assertEquals("last", text(input.readAllBytes()));
    assertFalse(input.nextLine());
  }

  @Test
  void aLineWithoutEndIsRefusedAsSoonAsItIsTooLong() throws IOException {
    RepeatedByte endless = new RepeatedByte('x', Long.MAX_VALUE);
    LineInput input = new LineInput(endless);
    assertTrue(input.nextLine());
    LineTooLongException e = assertThrows(LineTooLongException.class, () -> drain(input));
    assertEquals("the line is longer than 64 MiB", e.getMessage());
    assertEquals(64L << 20, LineInput.LONGEST);
    long read = Long.MAX_VALUE - endless.left();
    assertTrue(read <= LineInput.LONGEST + (1 << 17), () -> "read " + read);
  }

  @Test
  void theExceptionOfTheStreamBeneathIsPassedOn() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    LineInput input = new LineInput(new SequenceInputStream(stream("a\nb"), broken));
    assertTrue(input.nextLine());
    assertEquals("a", text(input.readAllBytes()));
    assertTrue(input.nextLine());
    IOException e = assertThrows(IOException.class, input::readAllBytes);
    assertFalse(e instanceof LineTooLongException);
    assertEquals("Stream closed", e.getMessage());
  }

  /** Read in every way, which must come to the same. */
  private static List<String> lines(String text) throws IOException {
    List<String> lines = linesInBlocks(stream(text), 8_192);
    assertEquals(lines, linesInBlocks(stream(text), 1));
    assertEquals(lines, linesByteByByte(stream(text)));
    assertEquals(lines, linesByteByByte(new Pieces(bytes(text), 1)));
    return lines;
  }

  private static List<String> linesInBlocks(InputStream in, int block) throws IOException {
    LineInput input = new LineInput(in);
    List<String> lines = new ArrayList<>();
    byte[] bytes = new byte[block];
    while (input.nextLine()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int n = input.read(bytes, 0, block); n >= 0; n = input.read(bytes, 0, block)) {
        assertTrue(n > 0, "a read that gives nothing waits for ever");
        line.write(bytes, 0, n);
      }
      assertEquals(line.size(), input.length());
      lines.add(text(line.toByteArray()));
    }
    return lines;
  }

  private static List<String> linesByteByByte(InputStream in) throws IOException {
    LineInput input = new LineInput(in);
    List<String> lines = new ArrayList<>();
    while (input.nextLine()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = input.read(); b >= 0; b = input.read()) {
        line.write(b);
      }
      lines.add(text(line.toByteArray()));
    }
    return lines;
  }

  private static long drain(LineInput input) throws IOException {
    byte[] block = new byte[50_000];
    long total = 0;
    for (int n = input.read(block, 0, block.length);
        n >= 0;
        n = input.read(block, 0, block.length)) {
      total += n;
    }
    return total;
  }

  private static InputStream concat(InputStream... streams) {
    return Arrays.stream(streams).reduce(SequenceInputStream::new).orElseThrow();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Gives so many bytes at once, as a pipe does. */
  private static final class Pieces extends InputStream {
    private final InputStream in;
    private final int most;

    Pieces(byte[] bytes, int most) {
      this.in = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      return in.read(bytes, offset, Math.min(count, most));
    }
  }
}
