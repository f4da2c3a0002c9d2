package dev.luthier.nativemath.locate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cache of two small files. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the library in the jar is for Linux")
class LibraryCacheTest {

  private static final List<String> NAMES = List.of("libfirst.so.0", "libsecond.so.1");

  /** What can happen to a file in the cache. */
  private enum Damage {
    CHANGED {
      @Override
      void apply(Path file) throws IOException {
        byte[] contents = Files.readAllBytes(file);
        contents[contents.length / 2] ^= 1;
        Files.write(file, contents);
      }
    },
    TRUNCATED {
      @Override
      void apply(Path file) throws IOException {
        byte[] contents = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(contents, contents.length / 2));
      }
    },
    DELETED {
      @Override
      void apply(Path file) throws IOException {
        Files.delete(file);
      }
    },
    REPLACED_BY_A_LINK {
      @Override
      void apply(Path file) throws IOException {
        Path elsewhere = file.resolveSibling("elsewhere");
        Files.write(elsewhere, contentsOf(file.getFileName().toString()));
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
      }
    };

    abstract void apply(Path file) throws IOException;
  }

  @TempDir private Path root;
  private Path parent = Path.of("");
  private final AtomicInteger copies = new AtomicInteger();

  @BeforeEach
  void nameTheFolder() {
    parent = root.resolve("new").resolve("luthier");
  }

  @Test
  void extractsOnceAndFindsTheFilesAgain() throws IOException {
    Path folder = cache().folder();
    assertComplete(folder);
    assertEquals(folder, cache().folder());
    assertEquals(NAMES.size(), copies.get());
    assertNothingLeftBeside(folder);
  }

  @Test
  void foldersAreForTheirOwnerAlone() throws IOException {
    Path folder = cache().folder();
    for (Path each : List.of(folder, parent)) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedFileIsReplaced(Damage damage) throws IOException {
    Path folder = cache().folder();
    damage.apply(folder.resolve(NAMES.get(1)));
    assertEquals(folder, cache().folder());
    assertComplete(folder);
    assertTrue(Files.isRegularFile(folder.resolve(NAMES.get(1))));
    assertEquals(2 * NAMES.size(), copies.get());
  }

  @Test
  void fileThatOnlySeemsChangedIsVerifiedAndKept() throws IOException {
    Path folder = cache().folder();
    Files.setLastModifiedTime(folder.resolve(NAMES.get(0)), FileTime.fromMillis(1_000));
    assertEquals(folder, cache().folder());
    assertEquals(NAMES.size(), copies.get());
    Files.delete(folder.resolve("verified"));
    assertEquals(folder, cache().folder());
    assertEquals(NAMES.size(), copies.get());
    assertTrue(Files.exists(folder.resolve("verified")));
  }

  @Test
  void racingExtractionsAllSucceedAndLeaveOneFolder() throws Exception {
    int racers = 8;
    CyclicBarrier start = new CyclicBarrier(racers);
    Callable<Path> racer =
        () -> {
          start.await();
          return cache().folder();
        };
    List<Path> folders = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
      List<Future<Path>> results = new ArrayList<>();
      for (int i = 0; i < racers; i++) {
        results.add(threads.submit(racer));
      }
      for (Future<Path> result : results) {
        folders.add(resultOf(result));
      }
    }
    assertEquals(1, folders.stream().distinct().count());
    assertComplete(folders.getFirst());
    assertNothingLeftBeside(folders.getFirst());
  }

  @Test
  void foldersThatKilledProcessesLeftAreDeletedAfterADay() throws IOException {
    Path old = Files.createDirectories(parent.resolve(".openblas-1.0-123"));
    Path recent = Files.createDirectories(parent.resolve(".openblas-1.0-456"));
    Files.createFile(old.resolve(NAMES.getFirst()));
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
    cache().folder();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(recent));
  }

  @Test
  void sourceWithWrongOrMissingContentsIsRefusedAndLeavesNothing() throws IOException {
    List<BundleSource> wrong =
        List.of(
            (name, out) -> out.write(new byte[] {1, 2, 3}),
            (name, out) -> out.write(contentsOf(name), 0, 10),
            (name, out) -> {
              out.write(contentsOf(name), 0, 10);
              throw new IOException("No space left on device");
            });
    for (BundleSource source : wrong) {
      LibraryCache cache = new LibraryCache(bundle(), source, parent);
      assertThrows(IOException.class, cache::folder);
      try (Stream<Path> left = Files.list(parent)) {
        assertEquals(0, left.count());
      }
    }
  }

  @Test
  void placeThatCannotHoldAFolderIsAnIoException() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    for (Path impossible : List.of(file, file.resolve("luthier"), Path.of("/proc/luthier"))) {
      LibraryCache cache = new LibraryCache(bundle(), this::copy, impossible);
      assertThrows(IOException.class, cache::folder);
    }
  }

  @Test
  void linkInPlaceOfTheFolderIsNotFollowed() throws IOException {
    Path target = Files.createDirectories(root.resolve("target"));
    Files.createDirectories(parent);
    Files.createSymbolicLink(parent.resolve(bundle().folderName()), target);
    IOException refusal = assertThrows(IOException.class, cache()::folder);
    assertTrue(String.valueOf(refusal.getMessage()).contains("is not a folder"));
    try (Stream<Path> inside = Files.list(target)) {
      assertEquals(0, inside.count());
    }
  }

  @Test
  void folderThatOthersMayWriteToIsRefused() throws IOException {
    Path folder = cache().folder();
    for (Path each : List.of(folder, parent)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwx---"));
      IOException refusal = assertThrows(IOException.class, cache()::folder);
      assertTrue(String.valueOf(refusal.getMessage()).contains("by other users"));
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void folderOfAnotherUserIsRefused() throws IOException {
    Path folder = cache().folder();
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")),
        "only root can give a folder away");
    Files.setAttribute(folder, "unix:uid", 12_345);
    IOException refusal = assertThrows(IOException.class, cache()::folder);
    assertTrue(String.valueOf(refusal.getMessage()).contains("belongs to another user"));
  }

  private LibraryCache cache() {
    return new LibraryCache(bundle(), this::copy, parent);
  }

  private void copy(String name, OutputStream out) throws IOException {
    copies.incrementAndGet();
    out.write(contentsOf(name));
  }

  private static Path resultOf(Future<Path> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException failure) {
      throw new AssertionError("a racer failed", failure.getCause());
    }
  }

  private static void assertComplete(Path folder) throws IOException {
    for (String name : NAMES) {
      assertArrayEquals(contentsOf(name), Files.readAllBytes(folder.resolve(name)));
    }
  }

  private void assertNothingLeftBeside(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      assertEquals(List.of(folder), all.toList());
    }
    assertFalse(Files.isSymbolicLink(folder));
  }

  private static byte[] contentsOf(String name) {
    return (name + "\n").repeat(1_000).getBytes(StandardCharsets.UTF_8);
  }

  private static Bundle bundle() {
    return new Bundle("1.0", NAMES.stream().map(LibraryCacheTest::entry).toList());
  }

  private static Bundle.Entry entry(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(contentsOf(name));
      return new Bundle.Entry(name, contentsOf(name).length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
