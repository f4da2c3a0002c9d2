package dev.luthier.select.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.BackendInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfileCacheTest {
  private static final BackendInfo OPENBLAS = new BackendInfo("openblas", "0.3 \"é\"", "x");
  private static final CostProfile PROFILE = profile(0.02);
  private static final ProfileKey KEY = ProfileKey.of("1.0", List.of(OPENBLAS));

  @TempDir private Path folder;

  private static CostProfile profile(double flop) {
    return new CostProfile(
        List.of(new BackendCosts(OPENBLAS, 50, 0.03, flop, 0, 1.0 / 3, 0.8, true)));
  }

  private ProfileCache cache() {
    return new ProfileCache(Optional.of(folder.resolve("luthier")));
  }

  private Path file() {
    return folder.resolve("luthier").resolve(KEY.fileName());
  }

  @Test
  void whatWasKeptIsFound() {
    assertEquals(Optional.empty(), cache().find(KEY));
    cache().keep(KEY, PROFILE);
    assertEquals(Optional.of(PROFILE), cache().find(KEY));
    cache().keep(KEY, profile(0.01));
    assertEquals(Optional.of(profile(0.01)), cache().find(KEY));
  }

  @Test
  void nothingElseIsLeftInTheFolder() throws IOException {
    cache().keep(KEY, PROFILE);
    try (Stream<Path> files = Files.list(folder.resolve("luthier"))) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void anotherVersionOrBackendHasAnotherProfile() {
    cache().keep(KEY, PROFILE);
    List<BackendInfo> others =
        List.of(
            new BackendInfo("openblas", "0.4", "x"),
            new BackendInfo("openblas", OPENBLAS.version(), "y"),
            new BackendInfo("vector", OPENBLAS.version(), "x"));
    for (BackendInfo other : others) {
      assertEquals(Optional.empty(), cache().find(ProfileKey.of("1.0", List.of(other))));
    }
    assertEquals(Optional.empty(), cache().find(ProfileKey.of("1.1", List.of(OPENBLAS))));
    assertNotEquals(KEY, ProfileKey.of("1.0", List.of(OPENBLAS, others.getLast())));
  }

  /** Two keys whose file is the same: the text in it decides. */
  @Test
  void aFileOfAnotherKeyIsNotTaken() throws IOException {
    cache().keep(KEY, PROFILE);
    Files.writeString(file(), Files.readString(file()).replace("luthier 1.0", "luthier 0.9"));
    assertEquals(Optional.empty(), cache().find(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "\u0000",
        "{\"key\":[]}",
        "{\"key\":3,\"nanoseconds\":[]}"
      })
  void whatIsNoProfileIsPassedOver(String text) throws IOException {
    cache().keep(KEY, PROFILE);
    Files.writeString(file(), text);
    assertEquals(Optional.empty(), cache().find(KEY));
    cache().keep(KEY, PROFILE);
    assertEquals(Optional.of(PROFILE), cache().find(KEY));
  }

  @Test
  void everyCutAndEveryOddNumberIsPassedOver() throws IOException {
    cache().keep(KEY, PROFILE);
    String whole = Files.readString(file());
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file(), whole.substring(0, length));
      assertEquals(Optional.empty(), cache().find(KEY), "cut at " + length);
    }
    for (String odd : List.of("-1.0", "\"NaN\"", "\"Infinity\"", "[]", "\"a\"", "null")) {
      Files.writeString(file(), whole.replace("0.02", odd));
      assertEquals(Optional.empty(), cache().find(KEY), odd);
    }
    byte[] wrong = {'{', (byte) 0xff, '}'};
    Files.write(file(), wrong);
    assertEquals(Optional.empty(), cache().find(KEY));
  }

  @Test
  void aFolderThatCannotBeMadeIsNoError() throws IOException {
    Files.writeString(folder.resolve("luthier"), "a file in its place");
    cache().keep(KEY, PROFILE);
    assertEquals(Optional.empty(), cache().find(KEY));
    ProfileCache nowhere = new ProfileCache(Optional.empty());
    nowhere.keep(KEY, PROFILE);
    assertEquals(Optional.empty(), nowhere.find(KEY));
  }

  /** A directory in the file's place cannot be replaced. */
  @Test
  void aPlaceThatIsTakenIsNoErrorAndLeavesNothingBehind() throws IOException {
    Files.createDirectories(file().resolve("in the way"));
    cache().keep(KEY, PROFILE);
    assertEquals(Optional.empty(), cache().find(KEY));
    try (Stream<Path> files = Files.list(folder.resolve("luthier"))) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void whoReadsWhileOthersWriteSeesAWholeProfile() throws Exception {
    cache().keep(KEY, PROFILE);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        boolean writes = t % 2 == 0;
        done.add(
            threads.submit(
                () -> {
                  boolean isWhole = true;
                  for (int i = 0; i < 200; i++) {
                    if (writes) {
                      cache().keep(KEY, PROFILE);
                    }
                    isWhole &= cache().find(KEY).equals(Optional.of(PROFILE));
                  }
                  return isWhole;
                }));
      }
      for (Future<Boolean> each : done) {
        assertTrue(each.get());
      }
    }
  }
}
