package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.gpu.bind.CudaLibrary;
import dev.luthier.gpu.bind.Nvrtc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's own compilers take the kernels, for a device that need not be here. */
class KernelCompilationTest {

  private static final Pattern KERNEL =
      Pattern.compile("Compiling entry function '(\\w+)' for 'sm_90'");
  private static final Pattern SPILLS =
      Pattern.compile("(\\d+) bytes spill stores, (\\d+) bytes spill loads");

  @Test
  void nvccCompilesAllForHopperAndNothingSpills(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("luthier.cu"), KernelSource.text());
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "nvcc",
                  "-arch=sm_90",
                  "-std=c++17",
                  "-cubin",
                  "-Xptxas",
                  "-v",
                  "-o",
                  folder.resolve("luthier.cubin").toString(),
                  source.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("no nvcc here: " + e.getMessage());
      return;
    }
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), log);
    Set<String> compiled = new HashSet<>();
    KERNEL.matcher(log).results().forEach(found -> compiled.add(found.group(1)));
    Set<String> expected = new HashSet<>();
    Stream.of(KernelName.values()).forEach(name -> expected.add(name.symbol()));
    assertEquals(expected, compiled);
    Matcher spills = SPILLS.matcher(log);
    int reports = 0;
    for (; spills.find(); reports++) {
      assertEquals("0", spills.group(1), log);
      assertEquals("0", spills.group(2), log);
    }
    assertTrue(reports >= expected.size(), log);
  }

  @Test
  void nvrtcCompilesAllForHopper() {
    LibrarySearch search = new LibrarySearch(Surroundings.ofProcess());
    Optional<CudaLibrary> library =
        search.find("libnvrtc.so.13").or(() -> search.find("libnvrtc.so.12"));
    if (library.isEmpty()) {
      Assumptions.abort("no libnvrtc in " + Surroundings.ofProcess().describe());
    }
    Nvrtc.Compiled compiled =
        new Nvrtc(library.orElseThrow())
            .compile(KernelSource.text(), "luthier.cu", KernelModule.options("sm_90"));
    Nvrtc.Compiled.Cubin cubin =
        assertInstanceOf(Nvrtc.Compiled.Cubin.class, compiled, compiled::toString);
    assertEquals(0x7f, cubin.image()[0]);
    assertEquals('E', cubin.image()[1]);
  }

  @Test
  void whatDoesNotCompileIsAnswered() {
    SimulatedGpu.provider();
    Nvrtc nvrtc = SimulatedGpu.compiler();
    Nvrtc.Compiled compiled =
        nvrtc.compile("this is no source", "wrong.cu", List.of("--gpu-architecture=sm_90"));
    assertTrue(assertInstanceOf(Nvrtc.Compiled.Refused.class, compiled).log().contains("error"));
  }
}
