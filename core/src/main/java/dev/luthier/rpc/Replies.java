package dev.luthier.rpc;

import dev.luthier.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Writes replies, each as one line at once. Thread-safe. */
final class Replies {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  Replies(OutputStream out) {
    this.out = out;
  }

  /** The line of a reply. */
  static byte[] result(Object id, Object result) {
    return line(id, "result", result);
  }

  /** As {@link #result}. */
  static byte[] error(Object id, RpcError error) {
    return line(id, "error", error.json());
  }

  private static byte[] line(Object id, String member, Object value) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("jsonrpc", "2.0");
    reply.put("id", id);
    reply.put(member, value);
    StringBuilder line = new StringBuilder();
    JsonWriter.write(line, reply);
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  void write(byte[] line) throws IOException {
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
