package dev.luthier.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.run.Study;
import dev.luthier.store.StoreException;
import dev.luthier.store.StudyState;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged file is never mistaken for a whole one: it opens with every trial as it was, or is
 * refused with what is wrong and what to do.
 */
final class DamageTest {
  private static final int OFFSETS = 200;

  /** So many trials make 2,563 events, enough for a snapshot, and so for all kinds of pages. */
  private static final int TRIALS = 640;

  @TempDir private Path folder;
  private Path whole = Path.of("");
  private byte[] bytes = {};
  private List<Trial> trials = List.of();

  @BeforeEach
  void make() throws IOException {
    whole = folder.resolve("whole.db");
    try (Study study = StoreFixture.open(whole)) {
      StoreFixture.fill(study, TRIALS);
      trials = study.trials();
    }
    bytes = Files.readAllBytes(whole);
  }

  @Test
  void truncatedAnywhere() throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < OFFSETS; i++) {
      int length = random.nextInt(bytes.length);
      refused += isRefused(Arrays.copyOf(bytes, length), "cut at " + length) ? 1 : 0;
    }
    assertEquals(OFFSETS, refused, "a part of a file is never whole");
  }

  @Test
  void oneByteFlippedAnywhere() throws IOException {
    RandomGenerator random = new SplittableRandom(2);
    int refused = 0;
    for (int i = 0; i < OFFSETS; i++) {
      int offset = random.nextInt(bytes.length);
      refused += isRefused(flipped(bytes, offset, random), "flipped at " + offset) ? 1 : 0;
    }
    assertTrue(refused > 0, "no damage was noticed");
  }

  /** The head of the file says what it is: every byte of it counts. */
  @Test
  void oneByteFlippedInTheHead() throws IOException {
    RandomGenerator random = new SplittableRandom(3);
    int refused = 0;
    for (int offset = 0; offset < 100; offset++) {
      refused += isRefused(flipped(bytes, offset, random), "flipped at " + offset) ? 1 : 0;
    }
    assertTrue(refused > 0, "no damage was noticed");
  }

  /**
   * After a kill the newest events are in the write-ahead log, and SQLite takes whatever does not
   * fit there for the end of it.
   */
  @RepeatedTest(40)
  void theLogOfAKilledProcessDamagedAnywhere(RepetitionInfo repetition) throws IOException {
    Path killed = folder.resolve("killed.db");
    List<Trial> expected;
    try (Study study = StoreFixture.open(killed)) {
      StoreFixture.fill(study, 40);
      expected = study.trials();
      // What is on the disk now is what a killed process leaves.
      for (String suffix : List.of("", "-wal", "-owner")) {
        Files.copy(
            folder.resolve("killed.db" + suffix),
            folder.resolve("left.db" + suffix),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    RandomGenerator random = new SplittableRandom(repetition.getCurrentRepetition());
    Path log = folder.resolve("left.db-wal");
    byte[] frames = Files.readAllBytes(log);
    int offset = random.nextInt(frames.length);
    boolean cut = random.nextBoolean();
    Files.write(log, cut ? Arrays.copyOf(frames, offset) : flipped(frames, offset, random));
    trials = expected;
    opensWholeOrRefuses(folder.resolve("left.db"), (cut ? "cut at " : "flipped at ") + offset);
  }

  private static byte[] flipped(byte[] original, int offset, RandomGenerator random) {
    byte[] damaged = original.clone();
    damaged[offset] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  private boolean isRefused(byte[] damaged, String how) throws IOException {
    Path file = folder.resolve("damaged.db");
    Files.write(file, damaged);
    boolean refused = opensWholeOrRefuses(file, how);
    for (String suffix : List.of("", "-wal", "-shm", "-owner")) {
      Files.deleteIfExists(folder.resolve("damaged.db" + suffix));
    }
    return refused;
  }

  /** Returns whether it was refused. */
  private boolean opensWholeOrRefuses(Path file, String how) {
    try (SqliteArchive archive = SqliteArchive.open(file)) {
      StudyState read = archive.find("study").orElseThrow();
      assertEquals(trials.size(), read.trialCount(), how);
    } catch (StoreException e) {
      assertTrue(e.remedy().length() > 10, how);
    }
    try (Study study = StoreFixture.open(file)) {
      assertEquals(trials, study.trials(), how);
      return false;
    } catch (StoreException e) {
      assertEquals(file.toString(), e.store(), how);
      assertTrue(e.remedy().length() > 10, how);
      return true;
    }
  }
}
