package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.assertFault;
import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.object;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.json.JsonReader;
import dev.luthier.rpc.RpcClient.Fault;
import dev.luthier.rpc.RpcClient.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every message: ids, errors, numbers and {@code null}. */
final class MessagesTest {
  private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":\"h\",\"method\":\"rpc.hello\"}";

  private static final JsonNull NONE = JsonNull.NULL;

  @Test
  void aReplyHasVersionIdAndEitherResultOrError() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Reply good = client.raw(HELLO);
      assertEquals(List.of("jsonrpc", "id", "result"), List.copyOf(good.json().keySet()));
      Reply bad = client.raw(HELLO.replace("hello", "hullo"));
      assertEquals(List.of("jsonrpc", "id", "error"), List.copyOf(bad.json().keySet()));
      for (Reply reply : List.of(good, bad)) {
        assertEquals("2.0", at(reply.json(), "jsonrpc"));
        assertEquals("h", reply.id());
      }
    }
  }

  @Test
  void anErrorHasASentenceForPeopleAndDataForPrograms() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("digits"));
      Reply reply =
          client.raw(
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"study.ask\","
                  + "\"params\":{\"study\":\"digits\",\"count\":-1}}");
      assertEquals(
          JsonReader.read(
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,\"message\":\"count = -1:"
                  + " must lie in [1,"
                  + " 10000]\",\"data\":{\"field\":\"count\",\"value\":\"-1\",\"reason\":\"must lie"
                  + " in [1, 10000]\"}}}"),
          reply.json(),
          "as in the documentation");
    }
  }

  @Test
  void errorsOfTheParserHaveNoData() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Reply reply = client.raw("{");
      assertEquals(Set.of("code", "message"), object(at(reply.json(), "error")).keySet());
      assertEquals(-32700L, reply.fault().code());
      assertEquals(JsonNull.NULL, reply.id());
    }
  }

  @Test
  void anUnknownMethodIsNamedAndTheNearestOneProposed() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Fault fault = client.fault("study.aks", Map.of("study", "s"));
      assertFault(-32601, "method", fault);
      assertEquals("study.aks", fault.value());
      assertTrue(fault.reason().contains("study.ask"), fault.reason());
      assertFault(-32601, "method", client.fault("", Map.of()));
      assertFault(-32601, "method", client.fault("x".repeat(1_000_000), Map.of()));
    }
  }

  @Test
  void aValueInAnErrorIsShortenedTo200Characters() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      assertEquals("x".repeat(200), client.fault("x".repeat(200), Map.of()).value());
      assertEquals("x".repeat(200) + "…", client.fault("x".repeat(201), Map.of()).value());
      assertEquals("x".repeat(200) + "…", client.fault("x".repeat(500_000), Map.of()).value());
      List<Integer> values = Collections.nCopies(100_000, 1);
      String shown = client.fault("study.close", Map.of("study", values)).value();
      assertTrue(shown.startsWith("[1, 1, ") && shown.length() == 201, shown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "-9223372036854775808", "\"\"", "\"a\\u0000é\\ud83d\\ude00\""})
  void theIdComesBackWithTheReply(String id) throws Exception {
    try (RpcClient client = RpcClient.start()) {
      String line = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"";
      assertEquals(JsonReader.read(id), client.raw(line + "rpc.hello\"}").id());
      assertEquals(JsonReader.read(id), client.raw(line + "none\"}").id());
      assertEquals(JsonReader.read(id), client.raw(line + "rpc.hello\",\"params\":[]}").id());
    }
  }

  @Test
  void loneSurrogatesComeBackAsTheyCame() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Reply reply = client.raw("{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"\\udc00\"}");
      assertEquals("\ud800", reply.id());
      assertEquals("\udc00", reply.fault().value());
    }
  }

  @Test
  void nullMeansNotGiven() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> create = study("s");
      for (String name :
          List.of("constraints", "forbidden", "linear", "budget", "store", "ifExists")) {
        create.put(name, NONE);
      }
      create.put("objectives", NONE);
      client.call("study.create", create);
      Map<String, Object> ask = with(Map.of("study", "s"), "key", NONE);
      assertEquals(List.of(0L), numbers(client.call("study.ask", with(ask, "count", NONE))));
      Map<String, Object> tell = with(Map.of("study", "s", "number", 0), "state", "failed");
      for (String name : List.of("values", "stderr", "cost", "constraints", "reason", "key")) {
        tell.put(name, NONE);
      }
      assertEquals(Map.of("state", "failed"), client.call("study.tell", tell));
      assertFault(-32602, "study", client.fault("study.ask", Map.of("study", NONE)));
      assertFault(-32602, "number", client.fault("study.abandon", with(ask, "number", NONE)));
      assertEquals(
          Map.of("numbers", List.of(1L)),
          client.call(
              "study.add",
              Map.of(
                  "study",
                  "s",
                  "trials",
                  List.of(
                      with(Map.of("parameters", Map.of("x", 0.5), "values", 1), "cost", NONE)))));
    }
  }

  @Test
  void insideOfParametersNullIsAMistake() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      Map<String, Object> create = with(study("s"), "budget", with(Map.of(), "trials", NONE));
      assertFault(-32602, "budget.trials", client.fault("study.create", create));
      client.call("study.create", study("s"));
      client.call("study.ask", Map.of("study", "s"));
      Map<String, Object> x = with(Map.of(), "x", NONE);
      assertFault(
          -32602,
          "parameters.x",
          client.fault("study.enqueue", Map.of("study", "s", "parameters", x)));
      assertFault(
          -32602,
          "values.value",
          client.fault(
              "study.tell",
              Map.of("study", "s", "number", 0, "values", with(Map.of(), "value", NONE))));
    }
  }

  @Test
  void doublesComeBackTheSame() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      double most = Double.MAX_VALUE / 4;
      client.call(
          "study.create",
          with(
              study("s"),
              "space",
              Map.of("x", Map.of("type", "float", "low", -most, "high", most))));
      SplittableRandom random = new SplittableRandom(1);
      List<Double> doubles = new ArrayList<>(List.of(0.1, 1.0 / 3, Double.MIN_VALUE, most, 5.0));
      for (int i = 0; i < 200; i++) {
        double any = Double.longBitsToDouble(random.nextLong());
        doubles.add(Double.isFinite(any) && Math.abs(any) <= most ? any : 0.5);
      }
      for (double value : doubles) {
        client.call("study.enqueue", Map.of("study", "s", "parameters", Map.of("x", value)));
        Map<String, Object> asked = client.call("study.ask", Map.of("study", "s"));
        assertEquals(value, at(asked, "trials.0.parameters.x"));
        Object number = at(asked, "trials.0.number");
        client.call("study.tell", Map.of("study", "s", "number", number, "values", value));
        Map<String, Object> told =
            client.call("study.trials", Map.of("study", "s", "since", number, "limit", 1));
        assertEquals(value, at(told, "trials.0.values.value"));
      }
    }
  }

  @Test
  void numbersThatAreNotFiniteAreStringsAndUnderstoodBare() throws Exception {
    try (RpcClient client = RpcClient.start()) {
      client.call("study.create", study("s"));
      client.call("study.ask", Map.of("study", "s", "count", 6));
      List<String> words = List.of("\"Infinity\"", "Infinity", "\"-Infinity\"", "-Infinity");
      for (int i = 0; i < 4; i++) {
        String start = "{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"study.tell\",\"params\":";
        String line = "{\"study\":\"s\",\"number\":" + i + ",\"values\":" + words.get(i) + "}}";
        assertEquals(Map.of("state", "completed"), client.raw(start + line).result());
        Map<String, Object> told =
            client.call("study.trials", Map.of("study", "s", "since", i, "limit", 1));
        assertEquals(i < 2 ? "Infinity" : "-Infinity", at(told, "trials.0.values.value"));
      }
    }
  }
}
