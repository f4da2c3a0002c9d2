package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command around the service: its words, its streams, and how it ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RpcCommandTest {
  private static final byte[] HELLO = RpcProcess.line(1, "rpc.hello", Map.of());

  /** Nobody should have to wait longer for a process that has nothing left to do. */
  private static final long SECONDS_TO_END = 10;

  @TempDir private Path folder;

  @Test
  void endsWithItsInput() throws Exception {
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      assertEquals(0, rpc.end());
      assertTrue(rpc.read().isEmpty(), "a reply to nothing");
      assertEquals("standard error: ", rpc.said());
    }
  }

  @Test
  void answersALastLineWithoutALineBreak() throws Exception {
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      rpc.write(Arrays.copyOf(HELLO, HELLO.length - 1));
      assertEquals(0, rpc.end());
      assertEquals(0, rpc.require().code());
      assertTrue(rpc.read().isEmpty());
    }
  }

  /** {@link RpcReply} is strict about what a line must be. */
  @Test
  void writesNothingButReplies() throws Exception {
    try (RpcProcess rpc = RpcProcess.start(folder)) {
      Map<String, Object> x = Map.of("type", "float", "low", 0, "high", 1);
      Map<String, Object> study = new HashMap<>();
      study.put("name", "s");
      study.put("space", Map.of("x", x));
      study.put("directions", List.of("minimize"));
      study.put("store", folder.resolve("kept.db").toString());
      rpc.write("no JSON\n\n\n".getBytes(StandardCharsets.UTF_8));
      rpc.send("study.create", study);
      rpc.send("study.create", Map.of("name", "s"));
      rpc.send("study.ask", Map.of("study", "s", "count", 3));
      rpc.send("study.tell", Map.of("study", "s", "number", 0, "values", "NaN"));
      rpc.send("study.close", Map.of("study", "s"));
      List<Long> codes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        codes.add(rpc.require().code());
      }
      // Which of them the first line's reply overtakes is open.
      assertEquals(List.of(-32_700L, -32_602L, 0L, 0L, 0L, 0L), codes.stream().sorted().toList());
      assertEquals(0, rpc.end());
      assertTrue(rpc.read().isEmpty());
      assertEquals("standard error: ", rpc.said());
    }
  }

  @Test
  void endsWhenNobodyReadsItsReplies() throws Exception {
    Process process = LuthierProcess.start("rpc");
    try (OutputStream requests = process.getOutputStream()) {
      process.getInputStream().close();
      requests.write(HELLO);
      requests.flush();
      assertTrue(
          process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS), "it waits for input nobody will send");
      assertEquals(ExitCode.STORE, process.exitValue());
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("luthier: standard output cannot be written: Broken pipe\n", said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFolderIsNoInput() throws Exception {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\"", folder.toString()));
    words.addAll(LuthierProcess.words("rpc"));
    Process process = new ProcessBuilder(words).start();
    assertEquals("", LuthierProcess.out(process));
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(error.startsWith("luthier: standard input cannot be read: "), error);
    assertEquals(1, error.lines().count(), error);
    assertEquals(ExitCode.STORE, process.waitFor());
  }

  @Test
  void takesNoWords() {
    Ran ran = StudyFixture.run("rpc", "extra");
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("luthier: "), ran.err());
    assertTrue(ran.err().contains("extra"), ran.err());
  }

  @Test
  void helpSaysHowToBegin() {
    Ran ran = StudyFixture.run("rpc", "--help");
    assertEquals(ExitCode.SUCCESS, ran.code());
    assertTrue(ran.out().startsWith("Usage: luthier rpc [--debug]\n"), ran.out());
    assertTrue(ran.out().contains("docs/rpc.md"), ran.out());
    assertTrue(StudyFixture.run("--help").out().contains("\n  rpc  "));
  }
}
