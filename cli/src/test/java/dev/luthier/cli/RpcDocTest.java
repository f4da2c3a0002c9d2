package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonReader;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/rpc.md} shows is what happens. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RpcDocTest {
  private static final Path PAGE = Path.of("..", "docs", "rpc.md");

  private static final String REQUEST = "→ ";
  private static final String REPLY = "← ";

  /** What the page does not show. */
  private static final String ANY = "…";

  /** Non-blank lines of a client, in the words of the page and of its heading. */
  private static final int CLIENT_LINES = 30;

  @TempDir Path folder;

  /** A request, and the reply that the page shows. */
  private record Example(String request, String reply) {}

  @Test
  void theExamplesAreOneSession() throws Exception {
    List<Example> examples = examples();
    List<String> replies = replies(examples.stream().map(Example::request).toList());
    Set<Object> methods = new HashSet<>();
    Set<Object> known = new HashSet<>();
    Set<Object> codes = new HashSet<>();
    for (int i = 0; i < examples.size(); i++) {
      assertShown(examples.get(i), replies.get(i));
      methods.add(at(JsonReader.readObject(examples.get(i).request()), "method"));
      Map<?, ?> reply = JsonReader.readObject(replies.get(i));
      if (reply.get("error") instanceof Map<?, ?> error) {
        codes.add(at(error, "code"));
      }
      if (reply.get("result") instanceof Map<?, ?> result
          && result.get("methods") instanceof List<?> names) {
        known.addAll(names);
      }
    }
    assertEquals(known, methods, "every method has an example");
    assertEquals(Set.of(-32602L, 1L, 2L, 3L, 4L, 5L), codes);
  }

  /** What one {@code luthier rpc} replies to requests, each of which waits for the last reply. */
  private List<String> replies(List<String> requests) throws Exception {
    Process rpc =
        new ProcessBuilder(LuthierProcess.words("rpc"))
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    List<String> replies = new ArrayList<>();
    try (BufferedReader in = rpc.inputReader(StandardCharsets.UTF_8)) {
      try (BufferedWriter out = rpc.outputWriter(StandardCharsets.UTF_8)) {
        for (String request : requests) {
          out.write(request + "\n");
          out.flush();
          replies.add(Objects.requireNonNull(in.readLine(), "it ended by itself"));
        }
      }
      assertNull(in.readLine(), "one reply for each request");
    }
    assertEquals(0, rpc.waitFor(), Files.readString(folder.resolve("err")));
    return replies;
  }

  @Test
  void theClientTunes() throws Exception {
    String page = Files.readString(PAGE);
    assertTrue(page.contains("\n## A client in " + CLIENT_LINES + " lines\n"), "as the page says");
    Matcher block = Pattern.compile("(?s)```python\n(.*?)```").matcher(page);
    assertTrue(block.find(), "the page has a client");
    String client = block.group(1);
    long lines = client.lines().filter(line -> !line.isBlank()).count();
    assertTrue(lines <= CLIENT_LINES, lines + " lines");
    String out = run("python3", Files.writeString(folder.resolve("client.py"), client));
    Matcher best = Pattern.compile("\\{'value': ([0-9.e-]+)}\n").matcher(out);
    assertTrue(best.matches(), out);
    double value = Double.parseDouble(best.group(1));
    // One in sixteen points of the square is as near to its middle, and fifty are tried.
    assertTrue(value >= 0 && value < 2, out);
  }

  @Test
  void theExampleForNodeTunes() throws Exception {
    Path example = Path.of("..", "examples", "rpc", "rosenbrock.mjs").toAbsolutePath();
    String out = run("node", example);
    assertTrue(out.matches("[0-9.e-]+ at \\{ x: [0-9.e-]+, y: [0-9.e-]+ }\n"), out);
  }

  /** What a program prints that finds {@code luthier} on its path. */
  private String run(String interpreter, Path program) throws Exception {
    LuthierProcess.script(folder);
    ProcessBuilder builder = new ProcessBuilder(interpreter, program.toString());
    builder.directory(folder.toFile()).redirectError(folder.resolve("err").toFile());
    builder.environment().remove("LUTHIER");
    builder
        .environment()
        .merge("PATH", folder.toString(), (path, ours) -> ours + File.pathSeparator + path);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Assumptions.abort("no " + interpreter + " was found: " + e.getMessage());
      throw e;
    }
    String out = LuthierProcess.out(process);
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    return out;
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(PAGE);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean isAfterRequest = i > 0 && lines.get(i - 1).startsWith(REQUEST);
      assertEquals(isAfterRequest, line.startsWith(REPLY), "a reply for each request: " + line);
      if (isAfterRequest) {
        String request = lines.get(i - 1).substring(REQUEST.length());
        examples.add(new Example(request, line.substring(REPLY.length())));
      }
    }
    return examples;
  }

  /** Fails unless a reply is the one on the page. */
  private static void assertShown(Example example, String reply) {
    Map<?, ?> request = JsonReader.readObject(example.request());
    Map<?, ?> actual = JsonReader.readObject(reply);
    assertEquals(at(request, "id"), at(actual, "id"), reply);
    String shown =
        example
            .reply()
            .replace("[" + ANY + "]", "[\"" + ANY + "\"]")
            .replace("{" + ANY + "}", "{\"" + ANY + "\":0}");
    if (!shown.equals(ANY) && !isShown(JsonReader.readObject(shown), actual)) {
      // For the difference to be seen.
      assertEquals(example.reply(), reply);
    }
  }

  /**
   * Whether a value is what the page shows: {@code "…"} stands for any value, {@code […]} for any
   * list, {@code {…}} for any object, and everything else for itself.
   */
  private static boolean isShown(Object shown, Object actual) {
    return switch (shown) {
      case String text when text.equals(ANY) -> true;
      case List<?> list when list.equals(List.of(ANY)) -> actual instanceof List;
      case Map<?, ?> map when map.containsKey(ANY) -> actual instanceof Map;
      case List<?> list -> {
        boolean is = actual instanceof List<?> other && other.size() == list.size();
        for (int i = 0; is && i < list.size(); i++) {
          is = isShown(list.get(i), ((List<?>) actual).get(i));
        }
        yield is;
      }
      case Map<?, ?> map ->
          actual instanceof Map<?, ?> other
              && other.keySet().equals(map.keySet())
              && map.keySet().stream().allMatch(key -> isShown(at(map, key), at(other, key)));
      default -> shown.equals(actual);
    };
  }

  private static Object at(Map<?, ?> object, Object key) {
    return Objects.requireNonNull(object.get(key));
  }
}
