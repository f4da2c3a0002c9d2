package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.rpc.RpcClient.Fault;
import dev.luthier.store.StoreException;
import dev.luthier.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies in files: shared, somebody else's, or none at all. */
final class StoredStudyTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;

  @Test
  void aStoreIsSharedByItsStudiesAndFreeWhenTheLastIsClosed() throws Exception {
    Path file = folder.resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", in(file, "a"));
      client.call("study.create", in(file, "b"));
      assertEquals(List.of(0L), numbers(client.call("study.ask", Map.of("study", "a"))));
      assertEquals(List.of(0L), numbers(client.call("study.ask", Map.of("study", "b"))));
      client.call("study.close", Map.of("study", "a"));
      assertTrue(assertThrows(StoreException.class, () -> SqliteStore.open(file, CLOCK)).isOwned());
      assertEquals(List.of(1L), numbers(client.call("study.ask", Map.of("study", "b"))));
      client.call("study.create", in(file, "a"));
      assertEquals(List.of(1L), numbers(client.call("study.ask", Map.of("study", "a"))));
      client.call("study.close", Map.of("study", "b"));
      client.call("study.close", Map.of("study", "a"));
      try (SqliteStore store = SqliteStore.open(file, CLOCK)) {
        assertEquals(List.of("a", "b"), store.studies());
      }
      client.call("study.create", in(file, "b"));
      assertEquals(List.of(2L), numbers(client.call("study.ask", Map.of("study", "b"))));
    }
    try (var left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aStoreIsTheSameByWhateverPath() throws Exception {
    Path file = folder.resolve("s.db");
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), other.resolve("../s.db"));
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", in(file, "a"));
      client.call("study.create", in(other.resolve("../s.db"), "b"));
      client.call("study.create", in(link, "c"));
      client.call("study.create", in(link, "a"));
      for (int i = 0; i < 3; i++) {
        assertEquals(
            file.toRealPath().toString(),
            at(client.call("study.list", Map.of()), "studies." + i + ".store"));
      }
      for (String name : List.of("a", "b", "c")) {
        client.call("study.close", Map.of("study", name));
      }
      SqliteStore.open(file, CLOCK).close();
    }
  }

  @Test
  void aStoreThatIsSomebodyElsesIsBusyUntilItIsNot() throws Exception {
    Path file = folder.resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      try (SqliteStore _ = SqliteStore.open(file, CLOCK)) {
        Fault fault = client.fault("study.create", in(file, "s"));
        assertFault(7, "store", fault);
        assertTrue(fault.value().endsWith("s.db"), fault.value());
        assertTrue(fault.reason().startsWith("is in use by "), fault.reason());
        assertFault(1, "study", client.fault("study.ask", Map.of("study", "s")));
      }
      client.call("study.create", in(file, "s"));
      client.call("study.ask", Map.of("study", "s"));
    }
  }

  @Test
  void whatIsNoStoreIsAnErrorAndStaysAsItIs() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "name: study\n".repeat(1_000));
    Path missing = folder.resolve("none").resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      for (Path wrong : List.of(folder, text, missing, text.resolve("s.db"))) {
        Fault fault = client.fault("study.create", in(wrong, "s"));
        assertFault(6, "store", fault);
        assertEquals(wrong.toString(), fault.value());
        assertFalse(fault.reason().isBlank());
      }
      assertEquals(12_000, Files.size(text));
      assertFalse(Files.exists(missing.getParent()));
      assertFault(1, "study", client.fault("study.ask", Map.of("study", "s")));
      Files.delete(text);
      client.call("study.create", in(text, "s"));
      client.call("study.ask", Map.of("study", "s"));
    }
  }

  @Test
  void whatIsNoPathIsAWrongParameter() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      for (String wrong : List.of("", " ", "a\0b")) {
        assertFault(
            -32602, "store", client.fault("study.create", with(study("s"), "store", wrong)));
      }
    }
  }

  @Test
  void aPathThatNoFileSystemTakesIsRefusedInFewWords() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Path endless = folder.resolve("x".repeat(100_000));
      Fault fault = client.fault("study.create", in(endless, "s"));
      assertEquals("store", fault.field());
      assertTrue(fault.code() == 6 || fault.code() == -32602, fault::toString);
      assertTrue(fault.value().length() <= 201, () -> fault.value().length() + " characters");
      assertTrue(fault.reason().length() <= 1_000, () -> fault.reason().length() + " characters");
      client.call("study.create", study("s"));
    }
  }

  @Test
  void aCreationThatFailsLetsTheStoreGo() throws Exception {
    Path file = folder.resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", in(file, "s"));
      client.call("study.close", Map.of("study", "s"));
      for (Map<String, Object> wrong :
          List.of(
              with(in(file, "s"), "seed", 2),
              with(in(file, "s"), "ifExists", "fail"),
              with(in(file, "s"), "space", Map.of()))) {
        assertEquals(5, client.fault("study.create", wrong).code());
        SqliteStore.open(file, CLOCK).close();
      }
      assertFault(
          -32602,
          "strategy.name",
          client.fault("study.create", with(in(file, "t"), "strategy", Map.of("name", "none"))));
      try (SqliteStore store = SqliteStore.open(file, CLOCK)) {
        assertEquals(List.of("s"), store.studies(), "nothing was written");
      }
    }
  }

  @Test
  void studiesInOneStoreDoNotMix() throws Exception {
    Path file = folder.resolve("s.db");
    try (RpcClient client = RpcClient.start()) {
      for (String name : List.of("a", "b")) {
        client.call("study.create", with(in(file, name), "seed", name.equals("a") ? 1 : 2));
        client.call("study.ask", Map.of("study", name, "key", "k"));
      }
      client.call("study.tell", Map.of("study", "a", "number", 0, "values", 1));
    }
    try (RpcClient client = RpcClient.start()) {
      for (String name : List.of("b", "a")) {
        client.call("study.create", with(in(file, name), "seed", name.equals("a") ? 1 : 2));
        assertEquals(
            List.of(0L), numbers(client.call("study.ask", Map.of("study", name, "key", "k"))));
      }
      assertEquals(JsonNull.NULL, client.call("study.best", Map.of("study", "b")).get("trial"));
      assertEquals(0L, at(client.call("study.best", Map.of("study", "a")), "trial.number"));
    }
  }

  @Test
  void namesAndKeysOfAnyCharactersComeBackFromAFile() throws Exception {
    Path file = folder.resolve("s.db");
    List<String> texts = List.of("é☃\ud83d\ude00", "'\"\\;--", "a\0b", "a", "?");
    for (int round = 0; round < 2; round++) {
      try (RpcClient client = RpcClient.start()) {
        for (String text : texts) {
          Map<String, Object> created = client.call("study.create", in(file, text));
          assertEquals(text, created.get("study"));
          assertEquals(round == 0 ? 0L : texts.size() + 0L, created.get("trials"), text);
          for (int i = 0; i < texts.size(); i++) {
            Map<String, Object> ask = Map.of("study", text, "key", texts.get(i));
            assertEquals(List.of((long) i), numbers(client.call("study.ask", ask)), text);
          }
        }
      }
    }
  }

  @Test
  void aNameThatNoFileCanHoldDoesNoHarmToTheStore() throws Exception {
    Path file = folder.resolve("s.db");
    Map<String, Object> ask = Map.of("study", "s");
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", in(file, "s"));
      // Halves of surrogate pairs: UTF-8 has none.
      for (String half : List.of("\ud800", "\udfff", "a\udfff")) {
        assertFault(-32602, "params", client.fault("study.create", in(file, half)));
        assertEquals(1, numbers(client.call("study.ask", ask)).size());
      }
      client.call("study.close", ask);
      assertEquals(3L, client.call("study.create", in(file, "s")).get("trials"));
    }
  }

  private static Map<String, Object> in(Path store, String study) {
    return with(study(study), "store", store.toString());
  }
}
