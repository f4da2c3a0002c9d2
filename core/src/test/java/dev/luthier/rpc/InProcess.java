package dev.luthier.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server in this process, and its only client, which waits for every reply. */
final class InProcess implements AutoCloseable {
  private final OutputStream requests;
  private final BufferedReader replies;
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

  InProcess(Clock clock) throws IOException {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    requests = Channels.newOutputStream(in.sink());
    replies = new BufferedReader(Channels.newReader(out.source(), StandardCharsets.UTF_8));
    InputStream read = Channels.newInputStream(in.source());
    OutputStream written = Channels.newOutputStream(out.sink());
    Thread.ofPlatform().daemon().name("rpc server").start(() -> serve(read, written, clock));
  }

  private void serve(InputStream in, OutputStream out, Clock clock) {
    // Whatever ends it, nobody must wait for a reply of a server that is no more.
    try (in;
        out) {
      new RpcServer(in, out, clock).serve();
      end.complete(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  /** The reply to a line. */
  JsonNode send(String line) throws IOException {
    requests.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    String reply = replies.readLine();
    return RpcDocs.json(Objects.requireNonNull(reply, "the server has ended"));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    end.join();
    replies.close();
  }
}
