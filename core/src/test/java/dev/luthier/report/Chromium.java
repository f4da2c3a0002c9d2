package dev.luthier.report;

import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, spoken to by the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/). Writes down what the page complains of and
 * what it asks the network for. Used by one thread.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path profile;
  private final HttpClient client;
  private final WebSocket socket;
  private final String session;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Map<String, Object>>> waiting;
  private final List<String> complaints;
  private final List<String> requests;

  private Chromium(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    this.client = HttpClient.newHttpClient();
    this.waiting = new ConcurrentHashMap<>();
    this.complaints = Collections.synchronizedList(new ArrayList<>());
    this.requests = Collections.synchronizedList(new ArrayList<>());
    this.socket =
        client.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
    Map<String, Object> target = call("", "Target.createTarget", Map.of("url", "about:blank"));
    this.session =
        JsonParts.text(
            call(
                "",
                "Target.attachToTarget",
                Map.of("targetId", JsonParts.text(target, "targetId"), "flatten", true)),
            "sessionId");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** The program on this machine, if there is one. */
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(f -> Path.of(f, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("luthier-chromium");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> drain(err)); // Or its pipe fills up.
        return new Chromium(process, profile, line.substring(LISTENING.length()).strip());
      }
    }
    throw new IOException(program + " ended before it listened");
  }

  private static void drain(BufferedReader err) {
    try {
      err.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The process has ended.
    }
  }

  /** Errors and warnings of the console, and exceptions that nothing caught. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Addresses that the page asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** A window of so many pixels; a small one is a telephone's. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void prefer(String colorScheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  /** Opens a page anew, and waits until an expression is true there. */
  void open(Path file, String until) {
    complaints.clear();
    requests.clear();
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    if (!becomes(until)) {
      throw new IllegalStateException(file + ": never " + until + "; " + complaints);
    }
  }

  /** Waits until an expression is true in the page; false if that takes too long. */
  boolean becomes(String expression) {
    return (Boolean)
        evaluate(
            """
            new Promise(done => {
              const end = performance.now() + %d;
              const look = () => {
                let is = false;
                try { is = %s; } catch (e) { /* Not there yet. */ }
                is || performance.now() > end ? done(!!is) : setTimeout(look, 20);
              };
              look();
            })
            """
                .formatted(PATIENCE_SECONDS * 500, expression));
  }

  /** What all processes of the browser have computed so far. */
  Duration computed() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What an expression is in the page, its promise awaited: as JSON has it. */
  Object evaluate(String expression) {
    Map<String, Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return JsonParts.object(answer, "result").getOrDefault("value", "undefined");
  }

  /** A picture of a part of the page, as PNG. */
  byte[] screenshot(long y, long width, long height) {
    Map<String, Object> clip = Map.of("x", 0, "y", y, "width", width, "height", height, "scale", 1);
    Map<String, Object> answer =
        call("Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
    return Base64.getDecoder().decode(JsonParts.text(answer, "data"));
  }

  private Map<String, Object> call(String method, Map<String, Object> parameters) {
    return call(session, method, parameters);
  }

  private Map<String, Object> call(String to, String method, Map<String, Object> parameters) {
    long id = lastId.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    Map<String, Object> message =
        to.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", to);
    socket.sendText(JsonWriter.write(message), true).join();
    Map<String, Object> reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (reply.containsKey("error")) {
      throw new IllegalStateException(method + ": " + reply.get("error"));
    }
    return JsonParts.object(reply, "result");
  }

  private void receive(Map<String, Object> message) {
    if (message.get("id") instanceof Long id) {
      Optional.ofNullable(waiting.remove(id)).ifPresent(answer -> answer.complete(message));
      return;
    }
    Map<String, Object> parameters = JsonParts.object(message.getOrDefault("params", Map.of()));
    switch (String.valueOf(message.get("method"))) {
      case "Runtime.exceptionThrown" -> complaints.add(JsonWriter.write(parameters));
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(parameters.get("type"))) {
          complaints.add(JsonWriter.write(parameters));
        }
      }
      case "Log.entryAdded" -> complaints.add(JsonWriter.write(parameters));
      case "Network.requestWillBeSent" ->
          requests.add(JsonParts.text(JsonParts.object(parameters, "request"), "url"));
      default -> {
        // Of no interest.
      }
    }
  }

  /** Puts the parts of messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        String message = parts.toString();
        parts.setLength(0);
        receive(JsonReader.readObject(message));
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    client.shutdownNow();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // A process that is ending may still write there; it is a temporary folder.
      profile.toFile().deleteOnExit();
    }
  }
}
