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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's own compilers take the kernels, for a device that need not be here. */
class KernelCompilationTest {

  private static final Pattern KERNEL =
      Pattern.compile("Compiling entry function '(\\w+)' for 'sm_90'");

  /** Where an evaluation of a likelihood, or a round of a search, spends its time. */
  private static final List<KernelName> HOT =
      List.of(
          KernelName.COVARIANCE,
          KernelName.CROSS_COVARIANCE,
          KernelName.COVARIANCE_GRADIENT,
          KernelName.POINT_GRADIENT,
          KernelName.SYMMETRIC_MULTIPLY,
          KernelName.LONG_PRODUCTS,
          KernelName.STUDY_LIKELIHOODS);

  private static final Pattern SPILLS =
      Pattern.compile("(\\d+) bytes spill stores, (\\d+) bytes spill loads");

  @Test
  void nvccCompilesAllForHopperAndNothingHotSpills(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("luthier.cu"), KernelSource.text());
    if (!starts("g++") || !starts("nvcc")) {
      Skip.because("no nvcc here, or no g++, which it needs");
    }
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
      Skip.because("no nvcc here: " + e.getMessage());
      return;
    }
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), log);
    Set<String> compiled = new HashSet<>();
    KERNEL.matcher(log).results().forEach(found -> compiled.add(found.group(1)));
    Set<String> expected = new HashSet<>();
    Stream.of(KernelName.values()).forEach(name -> expected.add(name.symbol()));
    assertEquals(expected, compiled);
    for (KernelName hot : HOT) {
      Matcher report = Pattern.compile(KERNEL.pattern().replace("\\w+", hot.symbol())).matcher(log);
      assertTrue(report.find(), log);
      Matcher spills = SPILLS.matcher(log);
      assertTrue(spills.find(report.end()), log);
      assertEquals("0", spills.group(1), hot + ": " + log);
      assertEquals("0", spills.group(2), hot + ": " + log);
    }
  }

  private static boolean starts(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void nvrtcCompilesAllForHopper() {
    LibrarySearch search = new LibrarySearch(Surroundings.ofProcess());
    Optional<CudaLibrary> library =
        search.find("libnvrtc.so.13").or(() -> search.find("libnvrtc.so.12"));
    if (library.isEmpty()) {
      Skip.because("no libnvrtc in " + Surroundings.ofProcess().describeLibraries());
    }
    Nvrtc.Compiled compiled =
        new Nvrtc(library.orElseThrow())
            .compile(KernelSource.text(), "luthier.cu", KernelModule.options("sm_90"));
    Nvrtc.Compiled.Cubin cubin =
        assertInstanceOf(Nvrtc.Compiled.Cubin.class, compiled, compiled::toString);
    assertEquals(0x7f, cubin.image()[0]);
    assertEquals('E', cubin.image()[1]);
  }
}
