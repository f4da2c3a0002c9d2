import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many trials a second one client can ask and tell through {@code luthier rpc}, waiting for
 * every reply, and how long a call takes: one study in memory, {@code random}, ten floats. The bar
 * is 5,000 a second, and 2 ms for the 99th percentile of all calls.
 *
 * <pre>java examples/throughput/PipeAskTell.java [rounds [trials]] [-- command…]</pre>
 */
class PipeAskTell {
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    int dashes = words.contains("--") ? words.indexOf("--") : words.size();
    int rounds = dashes > 0 ? Integer.parseInt(words.get(0)) : 8;
    int trials = dashes > 1 ? Integer.parseInt(words.get(1)) : 20_000;
    List<String> command =
        dashes < words.size()
            ? words.subList(dashes + 1, words.size())
            : List.of("./luthier", "rpc");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream out = process.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int round = 0; round < rounds; round++) {
        new PipeAskTell(out, in, round).run(trials);
      }
    }
    System.out.println("exit code " + process.waitFor());
  }

  private final OutputStream out;
  private final BufferedReader in;
  private final int round;
  private long id;

  PipeAskTell(OutputStream out, BufferedReader in, int round) {
    this.out = out;
    this.in = in;
    this.round = round;
  }

  void run(int trials) throws IOException {
    String study = "\"study\":\"round " + round + "\"";
    String space =
        IntStream.range(0, 10)
            .mapToObj(i -> "\"x" + i + "\":{\"type\":\"float\",\"low\":0,\"high\":1}")
            .collect(Collectors.joining(",", "{", "}"));
    call(
        "study.create",
        "\"name\":\"round "
            + round
            + "\",\"seed\":"
            + round
            + ",\"strategy\":{\"name\":\"random\"},\"directions\":[\"minimize\"],\"space\":"
            + space);
    long[] nanos = new long[2 * trials];
    long start = System.nanoTime();
    for (int i = 0; i < trials; i++) {
      long before = System.nanoTime();
      String asked = call("study.ask", study);
      long between = System.nanoTime();
      long number = after(asked, "\"number\":");
      if (number != i) {
        throw new AssertionError(asked);
      }
      call("study.tell", study + ",\"number\":" + number + ",\"values\":" + i * 0.5);
      nanos[2 * i] = between - before;
      nanos[2 * i + 1] = System.nanoTime() - between;
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    String best = call("study.best", study);
    if (after(best, "\"number\":") != 0) {
      throw new AssertionError(best);
    }
    call("study.close", study);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "round %d: %,.0f ask + tell /s; a call takes %.3f ms (median), %.3f ms (99 %%), %.3f ms"
            + " (99.9 %%), %.1f ms at most%n",
        round,
        trials / seconds,
        nanos[nanos.length / 2] * 1e-6,
        nanos[(int) (nanos.length * 0.99)] * 1e-6,
        nanos[(int) (nanos.length * 0.999)] * 1e-6,
        nanos[nanos.length - 1] * 1e-6);
  }

  String call(String method, String parameters) throws IOException {
    id++;
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":{"
            + parameters
            + "}}\n";
    out.write(request.getBytes(StandardCharsets.UTF_8));
    out.flush();
    String reply = in.readLine();
    if (reply == null || after(reply, "\"id\":") != id || !reply.contains("\"result\":")) {
      throw new AssertionError(request + reply);
    }
    return reply;
  }

  static long after(String text, String name) {
    int start = text.indexOf(name) + name.length();
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return start == end ? -1 : Long.parseLong(text, start, end, 10);
  }
}
