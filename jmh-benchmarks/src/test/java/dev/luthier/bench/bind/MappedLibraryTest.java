package dev.luthier.bench.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappedLibraryTest {
  private static final String ANONYMOUS = "7f0000000000-7f0000001000 rw-p 00000000 00:00 0 ";

  private static String mapped(String path) {
    return "7f0000002000-7f0000003000 r-xp 00000000 fd:01 42                   " + path;
  }

  @Test
  void pathMayHaveBlanks() {
    assertEquals(
        Optional.of(Path.of("/home/a b/libopenblas.so.0")),
        MappedLibrary.find(
            List.of(ANONYMOUS, mapped("/lib/libc.so.6"), mapped("/home/a b/libopenblas.so.0")),
            "libopenblas"));
  }

  @Test
  void otherFoldersOfThatNameAndDeletedFilesAreNotFound() {
    assertEquals(
        Optional.empty(),
        MappedLibrary.find(
            List.of(
                ANONYMOUS,
                mapped("[heap]"),
                mapped("/opt/libopenblas/libm.so"),
                mapped("/tmp/libopenblas.so.0 (deleted)")),
            "libopenblas"));
  }
}
