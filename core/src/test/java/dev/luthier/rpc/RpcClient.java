package dev.luthier.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A service in this process and the client at the other end of its pipes, which reads replies as
 * they come and matches them by {@code id}. Closing ends the service and fails where it has failed,
 * or has said something that nobody asked for. Thread-safe.
 */
final class RpcClient implements AutoCloseable {
  /** Longer than any of these tests on any machine: what has not come by then does not come. */
  private static final long PATIENCE_S = 60;

  private final OutputStream requests;
  private final CompletableFuture<Void> service = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Object, CompletableFuture<Reply>> expected = new ConcurrentHashMap<>();
  private final BlockingQueue<Reply> others = new LinkedBlockingQueue<>();

  /** Guarded by itself. */
  private final List<Object> arrivals = new ArrayList<>();

  private RpcClient(Service server) throws IOException {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    this.requests = Channels.newOutputStream(in.sink());
    Thread.ofPlatform().daemon().start(() -> serve(server, in, out));
    Thread.ofPlatform().daemon().start(() -> readReplies(out));
  }

  /** What answers requests from one stream on another until there are no more. */
  @FunctionalInterface
  interface Service {
    void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * A line of the service: a result or an error.
   *
   * @param id of the request; JSON's null where there is none
   * @param json the whole of it
   */
  record Reply(Object id, Map<String, Object> json) {
    /** The result, which it must have. */
    Map<String, Object> result() {
      Object result = json.get("result");
      assertNotNull(result, () -> "no result, but " + json);
      return RpcFixture.object(result);
    }

    /** The error, which it must have. */
    Fault fault() {
      Object error = json.get("error");
      assertNotNull(error, () -> "no error, but " + json);
      Map<String, Object> members = RpcFixture.object(error);
      Object data = members.getOrDefault("data", Map.of());
      Map<String, Object> fault = RpcFixture.object(data);
      return new Fault(
          (Long) RpcFixture.at(error, "code"),
          String.valueOf(fault.getOrDefault("field", "")),
          String.valueOf(fault.getOrDefault("value", "")),
          String.valueOf(fault.getOrDefault("reason", "")));
    }
  }

  /** An error; the texts are empty where it has no data. */
  record Fault(long code, String field, String value, String reason) {}

  static RpcClient start() throws IOException {
    return start((in, out) -> new RpcServer(in, out, Clock.systemUTC()).serve());
  }

  static RpcClient start(Service service) throws IOException {
    return new RpcClient(service);
  }

  /** Carries out a request and gives its result. */
  Map<String, Object> call(String method, Map<String, ?> params) {
    return await(send(method, params)).result();
  }

  /** Carries out a request that must fail. */
  Fault fault(String method, Map<String, ?> params) {
    return await(send(method, params)).fault();
  }

  /** Sends a request without waiting for its reply. */
  CompletableFuture<Reply> send(String method, Map<String, ?> params) {
    return sendText(method, JsonWriter.write(params));
  }

  /** As {@link #send}, with parameters as they are written. */
  CompletableFuture<Reply> sendText(String method, String params) {
    long id = ids.incrementAndGet();
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    expected.put(id, reply);
    write(line(id, method, params).getBytes(StandardCharsets.UTF_8));
    return reply;
  }

  /** A request to come. */
  record Call(String method, Map<String, Object> params) {}

  /** Sends requests in one piece, without waiting for replies, which are in the same order. */
  List<CompletableFuture<Reply>> sendAll(List<Call> calls) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (Call call : calls) {
      long id = ids.incrementAndGet();
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      expected.put(id, reply);
      replies.add(reply);
      lines.append(line(id, call.method(), JsonWriter.write(call.params())));
    }
    write(lines.toString().getBytes(StandardCharsets.UTF_8));
    return replies;
  }

  /** Sends a line that is not a request of this client's, and waits for the one reply. */
  Reply raw(String line) {
    return raw(line.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #raw(String)}, without the line break. */
  Reply raw(byte[] line) {
    rawLine(line);
    return other();
  }

  void rawLine(byte[] line) {
    byte[] broken = new byte[line.length + 1];
    System.arraycopy(line, 0, broken, 0, line.length);
    broken[line.length] = '\n';
    write(broken);
  }

  /** The next reply to something that {@link #raw} sent. */
  Reply other() {
    try {
      Reply reply = others.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (reply == null) {
        throw new AssertionError("no reply");
      }
      return reply;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for something that must come. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no reply", e);
    }
  }

  /** The ids of the replies so far, in the order in which they came. */
  List<Object> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  @Override
  public void close() throws IOException {
    requests.close();
    await(service);
    await(end);
    assertEquals(List.of(), List.copyOf(others), "nobody asked for these");
    assertEquals(Map.of(), Map.copyOf(expected), "never answered");
  }

  private synchronized void write(byte[] lines) {
    try {
      requests.write(lines);
      requests.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(long id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":"
        + JsonWriter.write(method)
        + ",\"params\":"
        + params
        + "}\n";
  }

  private void serve(Service server, Pipe in, Pipe out) {
    try (InputStream input = Channels.newInputStream(in.source());
        OutputStream output = Channels.newOutputStream(out.sink())) {
      server.serve(input, output);
      service.complete(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      service.completeExceptionally(e);
    }
  }

  private void readReplies(Pipe out) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(out.source()), StandardCharsets.UTF_8.newDecoder()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
      end.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      // Nobody is answered any more, and everybody hears why.
      end.completeExceptionally(e);
      expected.values().forEach(reply -> reply.completeExceptionally(e));
    }
  }

  private void take(String line) {
    Map<String, Object> json = JsonReader.readObject(line);
    Reply reply = new Reply(RpcFixture.at(json, "id"), json);
    synchronized (arrivals) {
      arrivals.add(reply.id());
    }
    @Nullable CompletableFuture<Reply> whoWaits = expected.remove(reply.id());
    if (whoWaits == null) {
      others.add(reply);
    } else {
      whoWaits.complete(reply);
    }
  }
}
