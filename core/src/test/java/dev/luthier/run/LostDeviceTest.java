package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A study on a device that fails. The device computes what the reference computes, so that the
 * study must propose, trial for trial, what one does that has had the reference from the beginning.
 */
final class LostDeviceTest {
  private static final Logger LOGGER = Logger.getLogger("dev.luthier");
  private static final int TRIALS = 25;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String LOST = "fragile has lost its device (for the test)";
  private static final String FULL =
      "fragile: No memory for a matrix of 1 × 1 doubles: for the test";

  /** By the number of trials known before. */
  private static final Map<Integer, List<String>> EXPECTED = new ConcurrentHashMap<>();

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler = new Listener();

  @TempDir private Path folder;
  private URLClassLoader loader = new URLClassLoader(new URL[0]);
  private int studies;

  /** Keeps what is said to the user. */
  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void load() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(BackendProvider.class.getName()), FragileBackendProvider.class.getName());
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void unload() throws IOException {
    LOGGER.setUseParentHandlers(true);
    LOGGER.removeHandler(handler);
    loader.close();
  }

  /** A fresh study. */
  private List<String> study(String backend, String failure, int after, int known, int open)
      throws ReflectiveOperationException {
    Object runner = loader.loadClass(FragileStudy.class.getName()).getConstructor().newInstance();
    @SuppressWarnings("unchecked") // its own class is another loader's
    var study = (Function<Map<String, Object>, List<String>>) runner;
    return study.apply(
        Map.of(
            "file", folder.resolve(studies++ + ".db").toString(),
            "backend", backend,
            "failure", failure,
            "after", after,
            "known", known,
            "trials", known > 0 ? 3 : TRIALS,
            "open", open));
  }

  /** On the reference alone, without a warning. */
  private List<String> expected(int known) throws ReflectiveOperationException {
    List<String> before = EXPECTED.get(known);
    if (before != null) {
      return before;
    }
    List<String> trials = trials(study("reference", "NONE", 0, known, NEVER));
    assertEquals(List.of(), warnings);
    EXPECTED.put(known, trials);
    return trials;
  }

  private static List<String> trials(List<String> said) {
    return said.stream().takeWhile(line -> !line.contains(" from ")).toList();
  }

  private static List<String> events(List<String> said) {
    return said.stream().filter(line -> line.contains(" from ")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "fragile, LOST, 0",
    "fragile, LOST, 10000",
    "auto, LOST, 3000",
    "fragile, FULL, 500",
    "auto, FULL, 0"
  })
  void theStudyGoesOnWithTheProcessor(String backend, String failure, int after)
      throws ReflectiveOperationException {
    List<String> expected = expected(0);
    List<String> said = study(backend, failure, after, 0, NEVER);
    String reason = failure.equals("LOST") ? LOST : FULL;
    assertEquals(List.of(reason + "; the study goes on with reference"), warnings);
    String first =
        backend.equals("auto") ? "the only one that works here" : "named by the study's owner";
    assertEquals(
        List.of(
            "fragile from 1: " + first,
            "reference from 1: " + reason + "; the only one that works here"),
        events(said));
    assertEquals(expected, trials(said), "proposals");
    List<String> interrupted = study(backend, failure, after, 0, 20);
    assertEquals(expected, trials(interrupted), "opened again and again");
    assertTrue(warnings.size() <= 2, warnings::toString);
  }

  /** Fits of more than a hundred observations do not wait for somebody to ask. */
  @ParameterizedTest
  @CsvSource({"LOST, 1000", "FULL, 20"})
  void whatFailsInTheBackgroundIsMadeAgain(String failure, int after)
      throws ReflectiveOperationException {
    List<String> expected = expected(140);
    List<String> said = study("fragile", failure, after, 140, NEVER);
    assertEquals(1, warnings.size(), warnings::toString);
    assertEquals(expected, trials(said));
    assertTrue(events(said).getLast().startsWith("reference from "), said::toString);
  }

  /** A device that was lost is asked anew before another study gets it; it works again here. */
  @Test
  void aLaterStudyOfTheProcessGetsAFreshDevice() throws ReflectiveOperationException {
    List<String> first = study("fragile", "LOST", 500, 0, NEVER);
    List<String> second = study("fragile", "NONE", 0, 0, NEVER);
    assertEquals(1, warnings.size(), warnings::toString);
    assertEquals(List.of("fragile from 1: named by the study's owner"), events(second));
    assertEquals(trials(first), trials(second));
    assertTrue(probes(second) >= probes(first) + 2, "on opening the study, and for the backend");
  }

  private static int probes(List<String> said) {
    return Integer.parseInt(said.getLast().replace(" probes", ""));
  }
}
