package dev.luthier.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Requests, right and wrong, one a line: a method and its parameters. */
final class RpcMessages {
  /** All methods, all states of trials, all ways to be done, all kinds of parameters. */
  static final String SESSION =
      """
      rpc.hello {}
      study.create {"name":"s","directions":["minimize"],"store":"STORE","budget":{"trials":6},\
      "space":{"x":{"type":"float","low":0,"high":1},"c":{"type":"bool"}}}
      study.best {"study":"s"}
      study.ask {"study":"s","count":5,"key":"a","timeout_ms":60000}
      study.tell {"study":"s","number":0,"values":1.5,"stderr":0.1,"cost":"Infinity","key":"k"}
      study.tell {"study":"s","number":1,"values":["-Infinity"],"state":"completed"}
      study.tell {"study":"s","number":2,"values":{"value":"NaN"}}
      study.report {"study":"s","number":3,"step":-1,"value":0.5}
      study.report {"study":"s","number":4,"step":2,"value":"NaN"}
      study.tell {"study":"s","number":3,"state":"pruned","reason":"slow"}
      study.report {"study":"s","number":3,"step":3,"value":1}
      study.abandon {"study":"s","number":4,"reason":"too hot"}
      study.ask {"study":"s","count":3}
      study.enqueue {"study":"s","parameters":{"x":0.25,"c":true},"key":"e"}
      study.add {"study":"s","trials":[{"parameters":{"x":0.5,"c":false},"values":[3],"cost":1},\
      {"parameters":{"x":1,"c":true},"state":"failed","reason":"diverged"}],"key":"b"}
      study.trials {"study":"s","since":0,"limit":2}
      study.trials {"study":"s"}
      study.best {"study":"s"}
      study.front {"study":"s"}
      study.explain {"study":"s"}
      study.explain {"study":"s","number":0}
      study.explain {"study":"s","number":5}
      study.create {"name":"all","objectives":{"a":"maximize","b":"minimize"},"constraints":["m"],\
      "seed":-5,"strategy":{"name":"random","options":{}},"forbidden":[{"c":"u","o":[2,3]}],\
      "linear":["f + 2 * g <= 2.5",{"sum":{"i":1,"g":-1},"least":0}],\
      "budget":{"trials":9,"parallelism":2,"timeout":"1h30m","trial_timeout":5,"target":2.5,\
      "no_improvement":4},"ifExists":"fail","space":{\
      "f":{"type":"float","low":1e-5,"high":1,"scale":"log"},\
      "g":{"type":"float","low":0,"high":1,"step":0.1},\
      "i":{"type":"int","low":1,"high":9,"step":2,"when":{"c":"u"}},\
      "c":{"type":"categorical","choices":["u",1,true]},"o":{"type":"ordinal","values":[1,2,3]},\
      "y":{"type":"bool","when":{"o":[1,2]}},"z":{"type":"fixed","value":20}}}
      study.ask {"study":"all"}
      study.tell {"study":"all","number":0,"values":{"a":3,"b":1},"constraints":{"m":-1}}
      study.front {"study":"all"}
      study.ask {"study":"all"}
      study.create {"name":"grid","directions":["maximize"],"strategy":{"name":"grid"},\
      "space":{"c":{"type":"bool"}}}
      study.ask {"study":"grid","count":3}
      study.create {"name":"young","directions":["minimize"],"store":"STORE","warm_start":["s"],\
      "strategy":{"name":"gp"},"pruner":{"name":"threshold","upper":4},"space":{"x":{"type":"float","low":0,"high":2}}}
      study.ask {"study":"young"}
      study.report {"study":"young","number":0,"step":1,"value":5}
      study.list {}
      study.close {"study":"s"}
      """;

  /** Opens study s and tells its trial 0, and closes study t. */
  static final String BEFORE_ERRORS =
      """
      study.create {"name":"s"}
      study.ask {}
      study.tell {}
      study.create {"name":"t"}
      study.close {"study":"t"}
      """;

  /**
   * Behind the code of the error that comes of it: a line, or a method and what is not as usual in
   * its parameters. In the folder, owned.db is in use.
   */
  static final String ERRORS =
      """
      -32700 {"jsonrpc":"2.0","id":1
      -32600 [1]
      -32600 {"jsonrpc":"2.0","id":null,"method":"study.list"}
      -32600 {"jsonrpc":"2.0","id":1.5,"method":"study.list"}
      -32600 {"jsonrpc":"1.0","id":1,"method":"study.list"}
      -32600 {"jsonrpc":"2.0","id":1}
      -32600 {"jsonrpc":"2.0","id":1,"method":"study.list","to":2}
      -32601 {"jsonrpc":"2.0","id":1,"method":"study.aks"}
      -32602 {"jsonrpc":"2.0","id":1,"method":"study.list","params":[]}
      -32602 study.create {"space":{"x":{"type":"int","low":9,"high":3}}}
      1 study.ask {"study":"nobody"}
      2 study.abandon {"number":7}
      3 study.tell {"values":2}
      4 study.best {"study":"t"}
      5 study.create {"name":"s","seed":1}
      6 study.create {"store":"FOLDER/none/a.db"}
      7 study.create {"store":"FOLDER/owned.db"}
      """;

  /** What is wrong with requests that are otherwise right; LONG has 256 characters. */
  static final String WRONG =
      """
      study.create {"name":5}
      study.create {"name":" "}
      study.create {"name":"LONG"}
      study.create {"space":[]}
      study.create {"space":{"a b":{"type":"bool"}}}
      study.create {"space":{"x":{"type":"real"}}}
      study.create {"space":{"x":{"type":"int","low":"1","high":3}}}
      study.create {"space":{"x":{"type":"int","low":null,"high":3}}}
      study.create {"space":{"x":{"type":"int","low":1,"high":3,"when":{}}}}
      study.create {"space":{"x":{"type":"categorical","choices":[]}}}
      study.create {"directions":null}
      study.create {"directions":null,"objectives":null}
      study.create {"directions":[]}
      study.create {"directions":["up"]}
      study.create {"objectives":{"a":"minimize"}}
      study.create {"directions":null,"objectives":{}}
      study.create {"constraints":"m"}
      study.create {"constraints":["m","m"]}
      study.create {"forbidden":{"x":1}}
      study.create {"linear":"x <= 1"}
      study.create {"linear":[5]}
      study.create {"linear":["x"]}
      study.create {"linear":[{"sum":{"x":1}}]}
      study.create {"linear":[{"sum":{"x":"1"},"most":1}]}
      study.create {"strategy":"random"}
      study.create {"strategy":{"name":"random","option":{}}}
      study.create {"strategy":{"name":"random","options":null}}
      study.create {"pruner":"median"}
      study.create {"pruner":{"startup_trials":5}}
      study.create {"warm_start":"m"}
      study.create {"warm_start":["m","m"]}
      study.create {"warm_start":[" "]}
      study.create {"warm_start":[5]}
      study.create {"seed":1.5}
      study.create {"seed":"1"}
      study.create {"seed":10000000000000000000}
      study.create {"budget":{"trials":0}}
      study.create {"budget":{"trial":1}}
      study.create {"budget":{"trials":null}}
      study.create {"budget":{"target":"Infinity"}}
      study.create {"store":5}
      study.create {"store":" "}
      study.create {"ifExists":"maybe"}
      study.create {"objective":{"command":"true"}}
      study.ask {"study":5}
      study.ask {"count":0}
      study.ask {"count":10001}
      study.ask {"count":"1"}
      study.ask {"count":1.5}
      study.ask {"key":""}
      study.ask {"key":5}
      study.ask {"key":"LONG"}
      study.ask {"timeout_ms":-1}
      study.ask {"timeout":1}
      study.tell {"number":-1}
      study.tell {"number":"0"}
      study.tell {"values":null}
      study.tell {"values":true}
      study.tell {"values":"high"}
      study.tell {"values":{}}
      study.tell {"values":[]}
      study.tell {"values":[null]}
      study.tell {"values":{"value":"1"}}
      study.tell {"state":"done"}
      study.tell {"state":"failed"}
      study.tell {"state":"pruned","values":null,"cost":1}
      study.tell {"reason":"because"}
      study.tell {"stderr":-1}
      study.tell {"stderr":"NaN"}
      study.tell {"cost":"-Infinity"}
      study.tell {"constraints":[1]}
      study.report {"step":0.5}
      study.report {"value":{"value":1}}
      study.abandon {"reason":5}
      study.enqueue {"parameters":[1]}
      study.enqueue {"parameters":{"x":null}}
      study.enqueue {"values":1}
      study.add {"trials":{}}
      study.add {"trials":[1]}
      study.add {"trials":[{"values":1}]}
      study.add {"trials":[{"parameters":{"x":1}}]}
      study.add {"trials":[{"parameters":{"x":1},"values":1,"number":3}]}
      study.add {"trials":[{"parameters":{"x":1},"values":1,"state":"abandoned"}]}
      study.trials {"since":-1}
      study.trials {"limit":0}
      study.trials {"limit":10001}
      """;

  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("rpc.hello", "{}"),
          Map.entry(
              "study.create",
              """
              {"name":"n","directions":["minimize"],"space":{"x":{"type":"int","low":1,"high":3}}}
              """),
          Map.entry("study.ask", "{\"study\":\"s\"}"),
          Map.entry("study.tell", "{\"study\":\"s\",\"number\":0,\"values\":1}"),
          Map.entry("study.report", "{\"study\":\"s\",\"number\":0,\"step\":1,\"value\":1}"),
          Map.entry("study.abandon", "{\"study\":\"s\",\"number\":0}"),
          Map.entry("study.enqueue", "{\"study\":\"s\",\"parameters\":{\"x\":1}}"),
          Map.entry(
              "study.add",
              "{\"study\":\"s\",\"trials\":[{\"parameters\":{\"x\":1},\"values\":1}]}"),
          Map.entry("study.trials", "{\"study\":\"s\"}"),
          Map.entry("study.best", "{\"study\":\"s\"}"),
          Map.entry("study.front", "{\"study\":\"s\"}"),
          Map.entry("study.explain", "{\"study\":\"s\"}"),
          Map.entry("study.list", "{}"),
          Map.entry("study.close", "{\"study\":\"s\"}"));

  private RpcMessages() {}

  static Set<String> methods() {
    return RIGHT.keySet();
  }

  /** What is right for a method, but for some parameters: {@code study.ask {"count":0}}. */
  static ObjectNode right(String line) {
    String method = method(line);
    ObjectNode params = (ObjectNode) RpcDocs.json(Objects.requireNonNull(RIGHT.get(method)));
    params.setAll(params(line));
    return request(method, params);
  }

  static String method(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  static ObjectNode params(String line) {
    return (ObjectNode) RpcDocs.json(line.substring(line.indexOf(' ')));
  }

  static ObjectNode request(String method, ObjectNode params) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", params);
    return request;
  }
}
