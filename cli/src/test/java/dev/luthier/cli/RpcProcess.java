package dev.luthier.cli;

import dev.luthier.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real {@code luthier rpc}, and somebody who talks to it. Its replies are read as they come, so
 * that any number of requests may be under way. Confined to one thread.
 */
final class RpcProcess implements AutoCloseable {
  /** Longer than anything here takes, shorter than anybody's patience. */
  private static final long LONGEST_WAIT_SECONDS = 120;

  private static final Path LAUNCHER = Path.of("..", "luthier");
  private static final Pattern LAUNCHER_OPTIONS = Pattern.compile("(?m)^fixed_options=\"(.*)\"$");

  private final Process process;
  private final Path errors;
  private final OutputStream requests;

  /** An empty one is the end. */
  private final BlockingQueue<Optional<byte[]>> replies = new LinkedBlockingQueue<>();

  private long lastId;

  private RpcProcess(List<String> words, Path folder) throws IOException {
    this.errors = folder.resolve("rpc-stderr");
    this.process =
        new ProcessBuilder(words)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    this.requests = process.getOutputStream();
    Thread.ofPlatform().daemon().name("replies").start(this::readReplies);
  }

  /** One that starts fast; its standard error goes to a file in a folder. */
  static RpcProcess start(Path folder) throws IOException {
    return new RpcProcess(LuthierProcess.words("rpc"), folder);
  }

  /**
   * One as users have it, to be measured: with the launcher's options and no others, and no cache
   * of classes, which only a built tree has.
   */
  static RpcProcess startAsForUsers(Path folder) throws IOException {
    Matcher options = LAUNCHER_OPTIONS.matcher(Files.readString(LAUNCHER));
    if (!options.find()) {
      throw new AssertionError("no line fixed_options=\"…\" in " + LAUNCHER);
    }
    List<String> quick = LuthierProcess.words("rpc");
    List<String> words = new ArrayList<>(quick.subList(0, 1));
    words.addAll(List.of(options.group(1).split(" ")));
    words.addAll(quick.subList(quick.indexOf("-p"), quick.size()));
    return new RpcProcess(words, folder);
  }

  private void readReplies() {
    try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          replies.add(Optional.of(line.toByteArray()));
          line = new ByteArrayOutputStream();
        } else {
          line.write(b);
        }
      }
    } catch (IOException e) {
      // Ours was closed: what had come is there.
    }
    replies.add(Optional.empty());
  }

  /** Sends a request; returns its id. */
  long send(String method, Map<String, ?> params) throws IOException {
    long id = ++lastId;
    write(line(id, method, params));
    return id;
  }

  /** A request as a line, with its line break. */
  static byte[] line(long id, String method, Map<String, ?> params) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", id);
    request.put("method", method);
    request.put("params", params);
    return (JsonWriter.write(request) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Sends bytes as they are. */
  void write(byte[] bytes) throws IOException {
    requests.write(bytes);
    requests.flush();
  }

  /** Where requests go to. */
  OutputStream requests() {
    return requests;
  }

  /** The next reply; empty when there is none any more. */
  Optional<RpcReply> read() throws InterruptedException {
    Optional<byte[]> line = replies.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("no reply in " + LONGEST_WAIT_SECONDS + " s; " + said());
    }
    if (line.isEmpty()) {
      replies.add(line); // For whoever asks again.
    }
    return line.map(RpcReply::read);
  }

  /** The next reply, which must come. */
  RpcReply require() throws InterruptedException {
    return read().orElseThrow(() -> new AssertionError("the process has ended; " + said()));
  }

  /** Whether a reply is there to be read. */
  boolean hasReply() {
    return !replies.isEmpty();
  }

  /** A request and its reply, of somebody who has nothing else under way. */
  RpcReply call(String method, Map<String, ?> params) throws IOException, InterruptedException {
    long id = send(method, params);
    RpcReply reply = require();
    if (!reply.id().equals(id)) {
      throw new AssertionError(reply + " is no reply to request " + id);
    }
    return reply;
  }

  /** As {@link #call}, of a request that must succeed. */
  RpcReply succeed(String method, Map<String, ?> params) throws IOException, InterruptedException {
    RpcReply reply = call(method, params);
    if (reply.error().isPresent()) {
      throw new AssertionError(method + " " + params + " is answered with " + reply.error());
    }
    return reply;
  }

  /** The memory that it has now, in MB. */
  long resident() {
    return megabytes("VmRSS:");
  }

  /** The most memory that it ever had, in MB. */
  long peak() {
    return megabytes("VmHWM:");
  }

  /** Where the system tells of a process's memory. */
  static boolean isMeasurable() {
    return Files.exists(Path.of("/proc/self/status"));
  }

  private long megabytes(String entry) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith(entry))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024 / 1_000_000)
          .findFirst()
          .orElseThrow(() -> new AssertionError("it has ended; " + said()));
    } catch (IOException e) {
      throw new UncheckedIOException(said(), e);
    }
  }

  Process process() {
    return process;
  }

  /**
   * SIGKILL, after a while; returns when it is no more. What it had written by then can still be
   * read.
   */
  void killAfter(long microseconds) throws InterruptedException {
    if (process.waitFor(microseconds, TimeUnit.MICROSECONDS)) {
      throw new AssertionError("it ended by itself; " + said());
    }
    // Not Process.destroyForcibly, which closes the pipes at once.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Ends the input and waits for the end; returns the exit code. */
  int end() throws IOException, InterruptedException {
    requests.close();
    if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended in " + LONGEST_WAIT_SECONDS + " s; " + said());
    }
    return process.exitValue();
  }

  /** What it wrote to standard error. */
  String said() {
    try {
      return "standard error: " + Files.readString(errors);
    } catch (IOException e) {
      return "standard error cannot be read: " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
