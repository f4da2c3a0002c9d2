package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonReader;
import dev.luthier.store.sqlite.SqliteStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service from its first line to its last, and that each gets one reply. */
final class RpcServerTest {
  private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":\"h\",\"method\":\"rpc.hello\"}";

  @TempDir private Path folder;

  @Test
  void helloTellsProtocolVersionAndMethods() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> hello = client.call("rpc.hello", Map.of());
      assertEquals(Set.of("protocol", "version", "methods"), hello.keySet());
      assertEquals(1L, hello.get("protocol"));
      assertTrue(at(hello, "version") instanceof String version && !version.isBlank());
      assertEquals(
          Set.of(
              "rpc.hello",
              "study.create",
              "study.ask",
              "study.tell",
              "study.report",
              "study.abandon",
              "study.enqueue",
              "study.add",
              "study.trials",
              "study.best",
              "study.front",
              "study.explain",
              "study.list",
              "study.close"),
          Set.copyOf(list(hello, "methods")));
      assertEquals(14, list(hello, "methods").size());
    }
  }

  @Test
  void everyLineThatIsNotBlankGetsExactlyOneReply() throws Exception {
    String lines =
        """
        nonsense

        {"jsonrpc":"2.0","id":1,"method":"rpc.hello"}\r
        \t
        []
        {"jsonrpc":"2.0","method":"rpc.hello"}
        {"jsonrpc":"2.0","id":2,"method":"rpc.helo","params":{}}
        {"jsonrpc":"2.0","id":3,"method":"study.ask"}

        {"jsonrpc":"2.0","id":"last","method":"study.list"}\
        """;
    List<Map<String, Object>> replies = serve(lines);
    assertEquals(
        Map.of(1L, 1, 2L, 1, 3L, 1, "last", 1, JsonNull.NULL, 3),
        replies.stream().collect(Collectors.toMap(r -> at(r, "id"), _ -> 1, Integer::sum)));
  }

  @Test
  void whatIsWrittenBeforeTheInputEndsIsAnswered() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(HELLO.replace("\"h\"", Integer.toString(i))).append('\n');
    }
    List<Map<String, Object>> replies = serve(lines + HELLO);
    assertEquals(501, replies.size());
    assertEquals(501, Set.copyOf(replies.stream().map(r -> at(r, "id")).toList()).size());
  }

  @Test
  void anEmptyInputIsTheEnd() throws Exception {
    assertEquals(List.of(), serve(""));
    assertEquals(List.of(), serve("\n \n"));
  }

  @Test
  void theEndOfTheInputClosesAllStudies() throws Exception {
    Path file = folder.resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      for (String name : List.of("a", "b")) {
        client.call("study.create", with(study(name), "store", file.toString()));
        client.call("study.ask", Map.of("study", name));
      }
    }
    try (SqliteStore store = SqliteStore.open(file, Clock.systemUTC())) {
      assertEquals(List.of("a", "b"), store.studies());
    }
  }

  @Test
  void whenTheInputCannotBeReadTheServiceEnds() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream((HELLO + "\n" + HELLO).getBytes(StandardCharsets.UTF_8)),
            broken);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RpcServer server = new RpcServer(in, out, Clock.systemUTC());
    assertEquals("Stream closed", assertThrows(IOException.class, server::serve).getMessage());
  }

  @Test
  void whenNobodyCanHearTheRepliesTheServiceEnds() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("unplugged");
          }
        };
    InputStream endless =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            int at = next++ % (HELLO.length() + 1);
            return at < HELLO.length() ? HELLO.charAt(at) : '\n';
          }

          @Override
          public int read(byte[] bytes, int offset, int count) {
            for (int i = 0; i < count; i++) {
              bytes[offset + i] = (byte) read();
            }
            return count;
          }
        };
    RpcServer server = new RpcServer(endless, broken, Clock.systemUTC());
    assertEquals("unplugged", assertThrows(IOException.class, server::serve).getMessage());
  }

  @Test
  void afterAnythingItWorksAsBefore() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      SplittableRandom random = new SplittableRandom(7);
      String good =
          "{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"study.tell\","
              + "\"params\":{\"study\":\"s\",\"number\":0,\"values\":{\"value\":0.5}}}";
      for (int i = 0; i < 2_000; i++) {
        byte[] line = good.getBytes(StandardCharsets.ISO_8859_1);
        for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
          line[random.nextInt(line.length)] = (byte) random.nextInt(0x20, 0x100);
        }
        assertNotEquals(0, client.raw(line).fault().code());
      }
      assertEquals(List.of(0L), numbers(client.call("study.ask", Map.of("study", "s"))));
      assertEquals(Map.of("state", "completed"), client.raw(good).result());
      for (int i = 0; i < good.length(); i++) {
        assertNotEquals(0, client.raw(good.substring(i, i + 1)).fault().code());
        if (i > 0) {
          assertEquals(-32700, client.raw(good.substring(0, i)).fault().code());
        }
      }
      assertEquals(Map.of("state", "completed"), client.raw(good).result(), "as the first time");
    }
  }

  private static List<Map<String, Object>> serve(String lines)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    new RpcServer(new ByteArrayInputStream(bytes), out, Clock.systemUTC()).serve();
    String text = out.toString(StandardCharsets.UTF_8);
    return text.isEmpty()
        ? Collections.emptyList()
        : text.lines().map(JsonReader::readObject).toList();
  }
}
