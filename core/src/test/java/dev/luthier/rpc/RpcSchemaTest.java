package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luthier.rpc.RpcDocs.Heading;
import dev.luthier.store.StudyStore;
import dev.luthier.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema, the published page and the server agree about what messages look like. */
final class RpcSchemaTest {
  /** Held on to, so that its level stays. */
  private static final Logger SERVER_LOG = Logger.getLogger(RpcServer.class.getName());

  /** With a study s that has been asked once. */
  private static @Nullable InProcess shared;

  @TempDir Path folder;

  @BeforeAll
  static void serve() throws IOException {
    shared = new InProcess(Clock.systemUTC());
    shared.send(RpcMessages.right("study.create {\"name\":\"s\"}").toString());
    shared.send(RpcMessages.right("study.ask {}").toString());
  }

  @AfterAll
  static void stop() throws IOException {
    Objects.requireNonNull(shared).close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void acceptsEveryMessageOfASession(boolean isNullWhatIsNotGiven) throws Exception {
    Set<String> methods = new HashSet<>();
    Set<String> states = new HashSet<>();
    Set<String> done = new HashSet<>();
    try (InProcess server = new InProcess(Clock.systemUTC())) {
      for (String line : inFolder(RpcMessages.SESSION).lines().toList()) {
        String method = RpcMessages.method(line);
        ObjectNode params = RpcMessages.params(line);
        if (isNullWhatIsNotGiven) {
          addNulls(params, RpcDocs.schema("params/" + method));
        }
        JsonNode request = RpcMessages.request(method, params);
        assertFits("request", request);
        JsonNode reply = server.send(request.toString());
        assertFits("reply", reply);
        assertFits("results/" + method, reply.path("result"));
        methods.add(method);
        reply.findValues("state").forEach(state -> states.add(state.asText()));
        reply.findValues("done").forEach(reason -> done.add(reason.asText()));
      }
    }
    assertEquals(RpcDocs.names(RpcDocs.schema("results")), methods);
    assertEquals(RpcDocs.texts(RpcDocs.schema("trial").at("/properties/state/enum")), states);
    JsonNode ask = RpcDocs.schema("results/study.ask");
    assertEquals(RpcDocs.texts(ask.at("/properties/done/enum")), done);
  }

  private static void addNulls(ObjectNode object, JsonNode schema) {
    for (String name : RpcDocs.names(schema.path("properties"))) {
      if (!object.has(name)) {
        object.putNull(name);
      }
    }
    JsonNode items = schema.at("/properties/trials/items");
    object.path("trials").forEach(trial -> addNulls((ObjectNode) trial, items));
  }

  @Test
  void acceptsEveryError() throws Exception {
    Set<String> codes = new HashSet<>();
    try (InProcess server = new InProcess(Clock.systemUTC());
        StudyStore owned = SqliteStore.open(folder.resolve("owned.db"), Clock.systemUTC())) {
      for (String line : RpcMessages.BEFORE_ERRORS.lines().toList()) {
        server.send(RpcMessages.right(line).toString());
      }
      for (String line : inFolder(RpcMessages.ERRORS).lines().toList()) {
        codes.add(provoked(server, line));
      }
      assertEquals(List.of(), owned.studies());
    }
    Level usual = SERVER_LOG.getLevel();
    SERVER_LOG.setLevel(Level.OFF);
    try (InProcess server = new InProcess(new BrokenClock())) {
      codes.add(provoked(server, "-32603 study.create {}"));
    } finally {
      SERVER_LOG.setLevel(usual);
    }
    assertEquals(codes(), codes);
  }

  /** Sends what stands behind a code, checks the reply, and returns the code. */
  private static String provoked(InProcess server, String line) throws IOException {
    String code = line.substring(0, line.indexOf(' '));
    String sent = line.substring(code.length() + 1);
    if (!sent.matches("[\\[{].*")) {
      JsonNode request = RpcMessages.right(sent);
      assertFits("request", request);
      sent = request.toString();
    } else if (!code.equals("-32700")) {
      assertRefused("request", RpcDocs.json(sent));
    }
    JsonNode reply = server.send(sent);
    assertFits("reply", reply);
    assertEquals(code, reply.at("/error/code").asText(), line + "\n" + reply);
    return code;
  }

  static Stream<String> wrong() {
    return Stream.concat(
        RpcMessages.WRONG.lines(), RpcMessages.methods().stream().sorted().flatMap(m -> wrong(m)));
  }

  /** What is wrong whatever the schema says about a method's parameters. */
  private static Stream<String> wrong(String method) {
    JsonNode params = RpcDocs.schema("params/" + method);
    Stream<String> missing =
        RpcDocs.texts(params.path("required")).stream().map(name -> "{\"" + name + "\":null}");
    Stream<String> wrong =
        RpcDocs.names(params.path("properties")).stream()
            .map(name -> "{\"" + name + "\":[[true]]}");
    return Stream.of(missing, wrong, Stream.of("{\"unknown\":1}"))
        .flatMap(lines -> lines)
        .map(line -> method + " " + line);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatTheServerRefuses(String line) throws Exception {
    JsonNode request = RpcMessages.right(line.replace("LONG", "x".repeat(256)));
    assertRefused("request", request);
    JsonNode reply = Objects.requireNonNull(shared).send(request.toString());
    assertEquals(-32602, reply.at("/error/code").asInt(), reply.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "reply | {'jsonrpc':'2.0','id':1}",
        "reply | {'jsonrpc':'2.0','id':1,'result':{},'error':{'code':-32603,'message':''}}",
        "reply | {'jsonrpc':'2.0','id':null,'result':{}}",
        "reply | {'jsonrpc':'2.0','id':1,'error':{'code':3,'message':''}}",
        "reply | {'jsonrpc':'2.0','id':1,'error':{'code':-32603,'message':'','data':{}}}",
        "error | {'code':8,'message':'','data':{'field':'','value':'','reason':''}}",
        "error | {'code':7,'message':'','data':{'field':'','value':7,'reason':''}}",
        "results/rpc.hello | {'protocol':2,'version':'','methods':[]}",
        "results/study.ask | {'trials':[]}",
        "results/study.ask | {'trials':[],'done':'soon'}",
        "results/study.ask | {'trials':[{'number':0,'parameters':{'x':null}}],'done':null}",
        "results/study.tell | {'state':'running'}",
        "results/study.report | {'stop':'no'}",
        "results/study.abandon | {'state':'failed'}",
        "results/study.add | {'numbers':[-1]}",
        "results/study.trials | {'trials':[]}",
        "results/study.best | {}",
        "results/study.front | {'trials':null}",
        "results/study.explain | {'models':[{'name':'v'}]}",
        "results/study.explain | {'rationale':{'motive':'chance'}}",
        "results/study.list | {'studies':[{'study':'s'}]}",
        "trial | {'number':0,'state':'pending','parameters':{},'worker':'w'}",
        "trial | {'number':0,'state':'running','parameters':{},'worker':'','start':''}",
        "trial | {'number':0,'state':'failed','parameters':{},'worker':'','start':'','end':''}"
      })
  void refusesWhatNoServerReplies(String definition, String json) {
    assertRefused(definition, RpcDocs.json(json.replace('\'', '"')));
  }

  @Test
  void thePageAndTheServerHaveTheMethodsOfTheSchema() throws Exception {
    Set<String> methods = RpcDocs.names(RpcDocs.schema("params"));
    assertEquals(methods, RpcMessages.methods());
    assertEquals(methods, RpcDocs.names(RpcDocs.schema("results")));
    assertEquals(methods, RpcDocs.texts(RpcDocs.schema("request").at("/properties/method/enum")));
    JsonNode hello =
        Objects.requireNonNull(shared).send(RpcMessages.right("rpc.hello {}").toString());
    assertEquals(methods, RpcDocs.texts(hello.at("/result/methods")));
    List<String> headings = RpcDocs.headings().stream().map(Heading::method).toList();
    assertEquals(methods, Set.copyOf(headings));
    assertEquals(methods.size(), headings.size());
  }

  static List<Heading> headings() {
    return RpcDocs.headings();
  }

  @ParameterizedTest
  @MethodSource("headings")
  void everyHeadingNamesWhatTheSchemaHas(Heading heading) {
    JsonNode params = RpcDocs.schema("params/" + heading.method());
    assertEquals(RpcDocs.described(params, heading.params()), heading.params());
    JsonNode result = RpcDocs.schema("results/" + heading.method());
    assertEquals(RpcDocs.described(result, heading.result()), heading.result());
  }

  @Test
  void thePageHasTheCodesOfTheSchema() {
    Set<String> rows =
        Pattern.compile("^\\| (−?\\d+) \\|", Pattern.MULTILINE)
            .matcher(RpcDocs.text("rpc.md"))
            .results()
            .map(row -> row.group(1).replace('−', '-'))
            .collect(Collectors.toSet());
    assertEquals(codes(), rows);
  }

  @Test
  void repeatsTheDefinitionsOfStudyFiles() {
    JsonNode file = RpcDocs.json(RpcDocs.text("study.schema.json"));
    for (String name : RpcDocs.names(file.path("$defs"))) {
      assertEquals(file.path("$defs").path(name), RpcDocs.schema(name), name);
    }
    Set<String> shared = RpcDocs.names(RpcDocs.schema("params/study.create").path("properties"));
    shared.retainAll(RpcDocs.names(file.path("properties")));
    // Those two are a line each, and in requests more is said of them.
    assertTrue(shared.removeAll(Set.of("name", "seed")));
    assertEquals(10, shared.size(), shared.toString());
    for (String name : shared) {
      assertEquals(file.path("properties").path(name), RpcDocs.schema(name), name);
    }
  }

  private String inFolder(String lines) {
    return lines
        .replace("STORE", folder.resolve("study.db").toString())
        .replace("FOLDER", folder.toString());
  }

  private static Set<String> codes() {
    return Set.copyOf(RpcDocs.schema("code").findValuesAsText("const"));
  }

  private static void assertFits(String definition, JsonNode message) {
    assertEquals(Set.of(), RpcDocs.validate(definition, message), message.toString());
  }

  private static void assertRefused(String definition, JsonNode message) {
    assertFalse(RpcDocs.validate(definition, message).isEmpty(), message.toString());
  }

  /** What nobody is prepared for. */
  private static final class BrokenClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new IllegalStateException("it has stopped");
    }
  }
}
