package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.list;
import static dev.luthier.rpc.RpcFixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.rpc.RpcClient.Fault;
import dev.luthier.rpc.RpcClient.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tries what becomes of one parameter's values, while somebody goes on with the study. */
final class ParameterProbe {
  /** Stands where a value goes, and is replaced by its text. */
  private static final String HERE = "here";

  private final RpcClient client;
  private final DocumentedParameter parameter;

  /** Of the next trial, as long as nobody but us asks for any. */
  private long next;

  ParameterProbe(RpcClient client, DocumentedParameter parameter) {
    this.client = client;
    this.parameter = parameter;
    client.call("study.create", DocumentedParameter.STUDY);
  }

  /**
   * Carries out a request that is good but for one parameter, and goes on with the study.
   *
   * @param value its text; empty to leave it out
   * @param code the expected one; 0 for a result
   * @return what was not as expected, if anything
   */
  Optional<String> mistakeOf(Optional<String> value, long code) {
    String params = params(value);
    next += DocumentedParameter.OF_A_TRIAL.contains(parameter.method()) ? 1 : 0;
    CompletableFuture<Reply> answer = client.sendText(parameter.method(), params);
    CompletableFuture<Reply> asked = client.send("study.ask", Map.of("study", "s"));
    Reply reply = RpcClient.await(answer);
    long number = (Long) numbers(RpcClient.await(asked).result()).getFirst();
    Map<String, Object> tell =
        Map.of("study", "s", "number", number, "values", 1, "constraints", Map.of("memory", 0));
    assertEquals(Map.of("state", "completed"), client.call("study.tell", tell));
    boolean hasChanged = number != next;
    next = number + 1;
    return mistake(reply, code, hasChanged)
        .map(mistake -> shortened(value.orElse("missing")) + " " + mistake);
  }

  private Optional<String> mistake(Reply reply, long code, boolean hasChanged) {
    if (reply.json().containsKey("result")) {
      if (parameter.method().equals("study.create")) {
        client.call("study.close", Map.of("study", at(reply.result(), "study")));
      }
      return code == 0 ? Optional.empty() : Optional.of("was taken: " + reply.result());
    }
    Fault fault = reply.fault();
    if (fault.code() != code || !isAbout(parameter.path(), fault.field())) {
      return Optional.of("was answered with " + shortened(fault.toString()));
    }
    return hasChanged ? Optional.of("changed something") : Optional.empty();
  }

  /** Nothing has been opened or closed. */
  void end() {
    List<?> studies = list(client.call("study.list", Map.of()), "studies");
    assertEquals(List.of("s"), studies.stream().map(study -> at(study, "study")).toList());
  }

  private static boolean isAbout(String path, String field) {
    return field.equals(path) || field.startsWith(path + ".") || field.startsWith(path + "[");
  }

  private String params(Optional<String> value) {
    Map<String, Object> request = request(client, parameter.method(), parameter.good());
    // A copy that can be changed at any depth.
    Object whole = JsonReader.read(JsonWriter.write(request));
    replace(whole, parameter.path(), value.isPresent());
    return JsonWriter.write(whole).replace("\"" + HERE + "\"", value.orElse(""));
  }

  @SuppressWarnings("unchecked")
  private static void replace(Object whole, String path, boolean isPut) {
    int dot = path.indexOf('.');
    int bracket = path.indexOf('[');
    if (dot < 0 && bracket < 0) {
      Map<String, Object> object = (Map<String, Object>) whole;
      if (isPut) {
        object.put(path, HERE);
      } else {
        object.remove(path);
      }
    } else if (bracket >= 0 && (dot < 0 || bracket < dot)) {
      // Only the first item is ever meant.
      List<Object> items = (List<Object>) at(whole, path.substring(0, bracket));
      String rest = path.substring(path.indexOf(']') + 1);
      if (rest.isEmpty()) {
        items.set(0, HERE);
      } else {
        replace(items.getFirst(), rest.substring(1), isPut);
      }
    } else {
      replace(at(whole, path.substring(0, dot)), path.substring(dot + 1), isPut);
    }
  }

  /** With the study, and a trial that has just been asked for, where the method needs them. */
  static Map<String, Object> request(RpcClient client, String method, Map<String, Object> good) {
    Map<String, Object> request = new LinkedHashMap<>(good);
    if (!DocumentedParameter.OF_NO_STUDY.contains(method)) {
      request.put("study", "s");
    }
    if (DocumentedParameter.OF_A_TRIAL.contains(method)) {
      Map<String, Object> asked = client.call("study.ask", Map.of("study", "s"));
      request.put("number", numbers(asked).getFirst());
    }
    return request;
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
