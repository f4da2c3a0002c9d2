package dev.luthier.gpu;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes where there is no Maven, and tells the outcome as one line of JSON:
 *
 * <pre>
 *   {"tests":["…"],"found":n,"passed":n,"failed":n,"skipped":n,"failures":[{"test":"…","text":"…"}],"reasons":["…"]}
 * </pre>
 *
 * <p>A container that is skipped or fails counts as all the tests in it: nothing is lost from the
 * sum. Exit code 0: some passed and none failed; 1 otherwise.
 */
final class ContractRun {
  /** A broken backend fails thousands of tests in the same way. */
  private static final int MOST_FAILURES = 50;

  private ContractRun() {}

  /** Runs the classes named. */
  public static void main(String[] names) {
    Tally tally = run(List.of(names));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(tally.toJson(List.of(names)));
    System.exit(tally.passed > 0 && tally.failures == 0 ? 0 : 1);
  }

  static Tally run(List<String> names) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(names.stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    Tally tally = new Tally();
    LauncherFactory.create().execute(request, tally);
    return tally;
  }

  /** What became of the tests. */
  static final class Tally implements TestExecutionListener {
    int passed;
    int failures;
    int skipped;
    final List<String> texts = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
      plan = Optional.of(started);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      skip(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
        case ABORTED -> skip(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
        case FAILED -> fail(test, result.getThrowable().map(ContractRun::text).orElse(""));
      }
    }

    private void skip(TestIdentifier test, String reason) {
      skipped += testsIn(test);
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }

    private void fail(TestIdentifier test, String text) {
      failures += testsIn(test);
      if (texts.size() < MOST_FAILURES) {
        texts.add("{\"test\":" + quoted(name(test)) + ",\"text\":" + quoted(text) + "}");
      }
    }

    /** Those found so far, one at least: what a container would have made is not known. */
    private int testsIn(TestIdentifier test) {
      if (test.isTest()) {
        return 1;
      }
      long inside =
          plan.stream()
              .flatMap(all -> all.getDescendants(test).stream())
              .filter(TestIdentifier::isTest)
              .count();
      return (int) Math.max(1, inside);
    }

    private String name(TestIdentifier test) {
      String parent =
          plan.flatMap(all -> all.getParent(test))
              .map(TestIdentifier::getLegacyReportingName)
              .orElse("");
      return parent + " › " + test.getDisplayName();
    }

    String toJson(List<String> tests) {
      return "{\"tests\":["
          + tests.stream().map(ContractRun::quoted).collect(Collectors.joining(","))
          + "],\"found\":"
          + (passed + failures + skipped)
          + ",\"passed\":"
          + passed
          + ",\"failed\":"
          + failures
          + ",\"skipped\":"
          + skipped
          + ",\"failures\":["
          + String.join(",", texts)
          + "],\"reasons\":["
          + reasons.stream().map(ContractRun::quoted).collect(Collectors.joining(","))
          + "]}";
    }
  }

  /** The message, and where in our code it came from. */
  private static String text(Throwable thrown) {
    String at =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.luthier."))
            .limit(3)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    return thrown + (at.isEmpty() ? "" : " at " + at);
  }

  /** A JSON string. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
