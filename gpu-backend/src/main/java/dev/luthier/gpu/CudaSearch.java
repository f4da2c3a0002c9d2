package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.gpu.bind.CudaLibrary;
import dev.luthier.gpu.bind.Cusolver;
import dev.luthier.gpu.bind.Driver;
import dev.luthier.gpu.bind.Nvrtc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a driver, a device, and libraries that go with them: or says what is missing. In this
 * order, because most machines have no driver, and looking for more would tell them nothing.
 */
final class CudaSearch {

  /** The first with memory pools and with libraries that we know: CUDA 12.0. */
  private static final int OLDEST_DRIVER = 12_000;

  private static final int ERROR_NO_DEVICE = 100;

  private static final String DRIVER_REMEDY =
      "Install NVIDIA's driver 525 or newer, or tune on the processor: the other backends do that.";

  private static final String LIBRARIES_REMEDY =
      "Install a CUDA toolkit, or Python's packages nvidia-cublas, nvidia-cusolver and"
          + " nvidia-cuda-nvrtc, or set "
          + Surroundings.VARIABLE
          + " to the folders that hold them.";

  /** What the search found. */
  sealed interface Outcome {}

  /**
   * A device, and libraries that work.
   *
   * @param cuda loaded and linked
   * @param device the one asked for
   */
  record Found(Cuda cuda, DeviceProperties device) implements Outcome {}

  /**
   * Nothing to compute with.
   *
   * @param reason what is missing or wrong, and where was looked
   * @param remedy what the user can do
   */
  record Missing(String reason, String remedy) implements Outcome {}

  /**
   * Libraries that are released together.
   *
   * @param toolkit the version of CUDA
   * @param oldest the compute capability, ten times, that its compiler still knows
   * @param needed by the others; where the loader does not find them by itself
   */
  private record Generation(
      int toolkit, int oldest, List<String> needed, String blas, String solver, String compiler) {}

  private static final List<Generation> GENERATIONS =
      List.of(
          new Generation(
              13,
              75,
              List.of("libnvJitLink.so.13", "libcublasLt.so.13", "libcusparse.so.12"),
              "libcublas.so.13",
              "libcusolver.so.12",
              "libnvrtc.so.13"),
          new Generation(
              12,
              50,
              List.of("libnvJitLink.so.12", "libcublasLt.so.12", "libcusparse.so.12"),
              "libcublas.so.12",
              "libcusolver.so.11",
              "libnvrtc.so.12"));

  private final Surroundings surroundings;

  CudaSearch(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** For the device of an ordinal. Loads what it finds. */
  Outcome find(int ordinal) {
    try {
      return findDriver(ordinal);
    } catch (IllegalCallerException denied) {
      Module module = CudaSearch.class.getModule();
      String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
      return new Missing(
          "Java denies native access to " + (module.isNamed() ? name : "the class path"),
          "Start it with --enable-native-access=" + name + ".");
    }
  }

  private Outcome findDriver(int ordinal) {
    String system = System.getProperty("os.name", "");
    if (!system.equals("Linux")) {
      return new Missing(
          "CUDA's libraries are looked for on Linux only, this is " + system,
          "Tune on the processor: the other backends do that.");
    }
    LibrarySearch search = new LibrarySearch(surroundings);
    Optional<CudaLibrary> library = search.findDriver();
    if (library.isEmpty()) {
      return new Missing(
          "no NVIDIA driver: "
              + LibrarySearch.DRIVER
              + " is not in "
              + surroundings.describeDriver()
              + listed(search.reasons()),
          DRIVER_REMEDY);
    }
    try {
      return findDevice(new Driver(library.get()), library.get().name(), ordinal);
    } catch (UnsatisfiedLinkError e) {
      return new Missing("the driver is too old: " + e.getMessage(), DRIVER_REMEDY);
    }
  }

  private Outcome findDevice(Driver driver, String file, int ordinal) {
    int started = driver.cuInit(0);
    if (started == ERROR_NO_DEVICE) {
      return new Missing(
          "there is a driver (" + file + ") but no NVIDIA GPU",
          "Look whether `nvidia-smi` lists one; in a container, whether it was given one.");
    }
    if (started != 0) {
      return new Missing(
          "the driver (" + file + ") does not start: " + driver.errorName(started),
          "Look whether `nvidia-smi` works.");
    }
    int version = version(driver);
    if (version < OLDEST_DRIVER) {
      return new Missing(
          "the driver is too old: it supports CUDA " + text(version) + ", we need 12.0",
          DRIVER_REMEDY);
    }
    int count = DeviceProperties.count(driver);
    if (ordinal >= count) {
      List<String> devices = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        devices.add(i + ": " + DeviceProperties.of(driver, i).describe());
      }
      return new Missing(
          "there is no device " + ordinal + listed(devices), "Choose one of those that are there.");
    }
    DeviceProperties device = DeviceProperties.of(driver, ordinal);
    if (!device.hasPools()) {
      return new Missing(
          device.describe() + " cannot allocate in the order of a stream",
          "Use a device that can, outside of a partition without memory pools.");
    }
    return findLibraries(driver, version, device);
  }

  private Outcome findLibraries(Driver driver, int version, DeviceProperties device) {
    List<String> reasons = new ArrayList<>();
    for (Generation generation : GENERATIONS) {
      if (version / 1000 < generation.toolkit()) {
        reasons.add("libraries of CUDA " + generation.toolkit() + " need a newer driver");
        continue;
      }
      if (10 * device.major() + device.minor() < generation.oldest()) {
        reasons.add(
            "libraries of CUDA " + generation.toolkit() + " do not know " + device.architecture());
        continue;
      }
      LibrarySearch search = new LibrarySearch(surroundings);
      generation.needed().forEach(search::find);
      List<String> missing = new ArrayList<>();
      Optional<CudaLibrary> blas = find(search, generation.blas(), missing);
      Optional<CudaLibrary> solver = find(search, generation.solver(), missing);
      Optional<CudaLibrary> compiler = find(search, generation.compiler(), missing);
      if (blas.isPresent() && solver.isPresent() && compiler.isPresent()) {
        try {
          return new Found(
              new Cuda(
                  driver,
                  new Cublas(blas.get()),
                  new Cusolver(solver.get()),
                  new Nvrtc(compiler.get()),
                  "driver for CUDA " + text(version) + ", " + blas.get().name()),
              device);
        } catch (UnsatisfiedLinkError e) {
          reasons.add(String.valueOf(e.getMessage()));
        }
      } else {
        reasons.add(String.join(", ", missing) + " not found");
      }
      reasons.addAll(search.reasons());
    }
    return new Missing(
        device.describe()
            + " is there, libraries are not"
            + listed(reasons)
            + "; looked in "
            + surroundings.describeLibraries(),
        LIBRARIES_REMEDY);
  }

  private static Optional<CudaLibrary> find(
      LibrarySearch search, String name, List<String> missing) {
    Optional<CudaLibrary> found = search.find(name);
    if (found.isEmpty()) {
      missing.add(name);
    }
    return found;
  }

  private static int version(Driver driver) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment version = arena.allocate(JAVA_INT);
      driver.cuDriverGetVersion(version);
      return version.get(JAVA_INT, 0);
    }
  }

  private static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  private static String listed(List<String> reasons) {
    return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
  }
}
