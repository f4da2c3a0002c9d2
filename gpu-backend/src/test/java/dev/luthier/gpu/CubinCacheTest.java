package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.gpu.bind.Nvrtc;
import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubinCacheTest {

  private static final CubinCache.Key KEY = new CubinCache.Key("text", "13.0", List.of("sm_90"));
  private static final byte[] IMAGE = image();

  /** The header of an ELF file with a table of one section of 64 bytes behind it. */
  private static byte[] image() {
    byte[] image = new byte[128];
    image[0] = 0x7f;
    image[1] = 'E';
    image[0x28] = 64;
    image[0x3a] = 64;
    image[0x3c] = 1;
    return image;
  }

  @Test
  void whatHasBeenCutOffIsNotFound(@TempDir Path folder) {
    CubinCache cache = new CubinCache(Optional.of(folder));
    for (int length : new int[] {0, 1, 63, 64, 127}) {
      cache.keep(KEY, Arrays.copyOf(IMAGE, length));
      assertEquals(Optional.empty(), cache.find(KEY), () -> "of " + length + " bytes");
    }
  }

  @Test
  void whatIsDamagedInsideIsCompiledAnew(@TempDir Path folder) throws IOException {
    CudaBackendProvider provider = SimulatedGpu.provider(folder);
    assertInstanceOf(Availability.Available.class, provider.probe(BackendOptions.defaults()));
    Path kept = only(folder);
    byte[] good = Files.readAllBytes(kept);
    byte[] damaged = good.clone();
    Arrays.fill(damaged, 64, 4096, (byte) 0);
    Files.write(kept, damaged);
    assertInstanceOf(Availability.Available.class, provider.probe(BackendOptions.defaults()));
    assertFalse(Arrays.equals(damaged, Files.readAllBytes(kept)));
  }

  @Test
  void keepsBySourceCompilerAndArchitecture(@TempDir Path folder) {
    CubinCache cache = new CubinCache(Optional.of(folder));
    assertEquals(Optional.empty(), cache.find(KEY));
    cache.keep(KEY, IMAGE);
    assertArrayEquals(IMAGE, cache.find(KEY).orElseThrow());
    for (CubinCache.Key other :
        List.of(
            new CubinCache.Key("text ", "13.0", List.of("sm_90")),
            new CubinCache.Key("text", "13.1", List.of("sm_90")),
            new CubinCache.Key("text", "13.0", List.of("sm_100")))) {
      assertEquals(Optional.empty(), cache.find(other));
    }
  }

  @Test
  void withoutAFolderNothingIsKept() {
    CubinCache cache = new CubinCache(Optional.empty());
    assertArrayEquals(IMAGE, cache.keep(KEY, IMAGE));
    assertEquals(Optional.empty(), cache.find(KEY));
  }

  @Test
  void aFolderThatCannotBeWrittenCostsACompilationOnly(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    CubinCache cache = new CubinCache(Optional.of(file.resolve("below")));
    assertArrayEquals(IMAGE, cache.keep(KEY, IMAGE));
    assertEquals(Optional.empty(), cache.find(KEY));
  }

  @Test
  void theSecondProbeCompilesNothing(@TempDir Path folder) throws IOException {
    CudaBackendProvider provider = SimulatedGpu.provider(folder);
    assertInstanceOf(Availability.Available.class, provider.probe(BackendOptions.defaults()));
    Path kept = only(folder);
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, written);
    assertInstanceOf(Availability.Available.class, provider.probe(BackendOptions.defaults()));
    assertEquals(kept, only(folder));
    assertEquals(written, Files.getLastModifiedTime(kept));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }

  @Test
  void whatDoesNotCompileIsAnswered() {
    Nvrtc nvrtc = SimulatedGpu.compiler();
    Nvrtc.Compiled compiled =
        nvrtc.compile("this is no source", "wrong.cu", List.of("--gpu-architecture=sm_90"));
    assertTrue(assertInstanceOf(Nvrtc.Compiled.Refused.class, compiled).log().contains("error"));
  }
}
