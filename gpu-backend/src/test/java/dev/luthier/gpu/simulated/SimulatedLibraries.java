package dev.luthier.gpu.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder with the libraries that stand in for CUDA's. Compiled once, by the {@code g++} of the
 * machine, and again when a source is newer: about 20 s on one core.
 */
public final class SimulatedLibraries {

  private static final Path SOURCES = Path.of("src", "test", "native").toAbsolutePath();
  private static final Path FOLDER = Path.of("target", "simulated").toAbsolutePath();
  private static final String COMPILER = "g++";

  /** One library: its file, the sources without their ending, whether others are linked to it. */
  private record Library(String file, List<String> sources, boolean foundation) {}

  // The first is what the others have in common. The real libcuda may be loaded in the same
  // process, and
  // so nothing may find the first one under a name that NVIDIA uses.
  private static final List<Library> LIBRARIES =
      List.of(
          new Library(
              "libsimulated.so",
              List.of("machine", "memory", "stream", "fiber", "block", "module", "control"),
              true),
          new Library(
              "libcuda.so.1",
              List.of("driver", "driver_stream", "driver_memory", "driver_module"),
              false),
          new Library("libcublas.so.13", List.of("cublas"), false),
          new Library("libcusolver.so.12", List.of("cusolver"), false),
          new Library("libnvrtc.so.13", List.of("nvrtc", "compile", "kernel_text"), false),
          new Library("libnvrtc-builtins.so.13.0", List.of(), false));

  /** Either a folder or why there is none. */
  private sealed interface Outcome {
    record Built(Path folder) implements Outcome {}

    record Missing(String reason) implements Outcome {}
  }

  private static final class Once {
    static final Outcome OUTCOME = build();
  }

  private SimulatedLibraries() {}

  /** The folder; where it cannot be made, the test is skipped, and says why. */
  public static Path folder() {
    return switch (Once.OUTCOME) {
      case Outcome.Built built -> built.folder();
      case Outcome.Missing missing -> Assumptions.abort(missing.reason());
    };
  }

  /** The file of a library in {@link #folder}, for example {@code libcuda.so.1}. */
  public static Path library(String name) {
    return folder().resolve(name);
  }

  private static Outcome build() {
    try {
      if (!System.getProperty("os.name", "").equals("Linux")) {
        return new Outcome.Missing("the stand-ins of CUDA are for Linux");
      }
      if (!Files.isDirectory(SOURCES)) {
        return new Outcome.Missing("no folder " + SOURCES + " with the sources of the stand-ins");
      }
      String version = run(List.of(COMPILER, "--version"));
      Files.createDirectories(FOLDER);
      Path stamp = FOLDER.resolve("built");
      if (!Files.exists(stamp) || newest().compareTo(Files.getLastModifiedTime(stamp)) > 0) {
        FileTime began = newest();
        compileAll();
        Files.writeString(stamp, version);
        Files.setLastModifiedTime(stamp, began);
      }
      return new Outcome.Built(FOLDER);
    } catch (CannotCompile cannot) {
      System.getLogger(SimulatedLibraries.class.getName())
          .log(System.Logger.Level.WARNING, "Tests are skipped: " + cannot.reason);
      return new Outcome.Missing(cannot.reason);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static FileTime newest() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(SimulatedLibraries::modified)
          .max(FileTime::compareTo)
          .orElse(FileTime.fromMillis(0));
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void compileAll() throws IOException, CannotCompile {
    deleteKeptKernels();
    // The stand-in for NVRTC finds the shim beside itself.
    Files.copy(
        SOURCES.resolve("cuda_on_host.h"),
        FOLDER.resolve("cuda_on_host.h"),
        StandardCopyOption.REPLACE_EXISTING);
    for (Library library : LIBRARIES) {
      run(command(library));
    }
  }

  /** Made by an earlier version of the stand-ins. */
  private static void deleteKeptKernels() throws IOException {
    try (Stream<Path> kept = Files.walk(FOLDER)) {
      for (Path file : kept.filter(path -> path.toString().endsWith(".cubin")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<String> command(Library library) {
    List<String> command =
        new ArrayList<>(
            List.of(COMPILER, "-O2", "-std=c++17", "-Wall", "-Wextra", "-fPIC", "-shared"));
    for (String source : library.sources()) {
      command.add(SOURCES.resolve(source + ".cpp").toString());
    }
    if (library.sources().isEmpty()) {
      command.addAll(List.of("-x", "c++", "/dev/null"));
    }
    command.addAll(List.of("-o", FOLDER.resolve(library.file()).toString()));
    command.add("-Wl,-soname," + library.file());
    if (!library.foundation()) {
      command.addAll(List.of("-L" + FOLDER, "-l:libsimulated.so", "-Wl,-rpath,$ORIGIN"));
    }
    command.add("-ldl");
    return command;
  }

  private static String run(List<String> command) throws CannotCompile {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), nativeEncoding());
      if (process.waitFor() != 0) {
        // A compiler that is here and refuses: the stand-ins are broken, and nothing is skipped.
        throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
      }
      return said;
    } catch (IOException absent) {
      throw new CannotCompile("no compiler for the stand-ins of CUDA: " + absent.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotCompile("interrupted while the stand-ins of CUDA were compiled");
    }
  }

  private static Charset nativeEncoding() {
    return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
  }

  /** The reason becomes a value at once. */
  private static final class CannotCompile extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    CannotCompile(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
