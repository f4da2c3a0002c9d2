package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.gpu.simulated.SimulatedControl;
import dev.luthier.gpu.simulated.SimulatedLibraries;
import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be missing or go wrong has its own answer. */
class OutcomesTest {

  private static final BackendOptions DEFAULTS = BackendOptions.defaults();

  private SimulatedControl machine;

  @BeforeEach
  void reset() {
    machine = SimulatedControl.open();
    machine.reset();
  }

  @AfterEach
  void leaveNothing() {
    machine.reset();
  }

  private static Availability.Unavailable unavailable(BackendProvider provider, int device) {
    return assertInstanceOf(
        Availability.Unavailable.class, provider.probe(DEFAULTS.withDevice(device)));
  }

  private static BackendProvider over(Path folder) {
    return SimulatedGpu.provider(folder, folder);
  }

  @Test
  void whatCannotBeMadeIsUnavailableAndGivenBack() {
    long before = machine.liveObjects();
    machine.fail("cuDevicePrimaryCtxRetain", 0, 46);
    BackendProvider provider = SimulatedGpu.provider();
    BackendUnavailableException thrown =
        assertThrows(BackendUnavailableException.class, () -> provider.create(DEFAULTS));
    assertTrue(thrown.reason().contains("(46)"), thrown.reason());
    assertInstanceOf(DeviceLostException.class, thrown.getCause());
    for (String symbol : List.of("cuModuleLoadData", "cuModuleGetFunction")) {
      machine.fail(symbol, 0, 719); // a binary that does not load is made anew
      assertInstanceOf(Availability.Available.class, provider.probe(DEFAULTS));
      assertEquals(before, machine.liveObjects(), symbol);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuStreamCreate",
        "cuEventCreate",
        "cuMemHostAlloc",
        "cublasCreate_v2",
        "cublasSetStream_v2",
        "cusolverDnCreate",
        "cusolverDnSetStream",
        "cusolverDnCreateParams"
      })
  void whatIsMadeInHalvesIsGivenBack(String symbol) {
    Backend backend = SimulatedGpu.provider().create(DEFAULTS);
    for (int calls = 0; calls < 3; calls++) {
      machine.fail(symbol, calls, 719);
      try (Session session = backend.openSession()) {
        Matrix a = session.allocate(3, 3);
        session.fill(a, 1);
        session.gemm(1, a, Transpose.NONE, a, Transpose.NONE, 0, session.allocate(3, 3));
      } catch (DeviceLostException e) {
        assertTrue(e.answer().contains("719"), e.answer());
      }
    }
    backend.close();
    assertEquals(0, machine.liveObjects());
  }

  private static void copyLibraries(Path folder, String... names) throws IOException {
    for (String name : names) {
      Files.copy(SimulatedLibraries.library(name), folder.resolve(name));
    }
  }

  @Test
  void noDriver(@TempDir Path empty) {
    Availability.Unavailable answer = unavailable(over(empty), 0);
    assertTrue(answer.reason().startsWith("no NVIDIA driver: libcuda.so.1 is not in "));
    assertTrue(answer.reason().contains(empty.toString()));
    assertTrue(answer.remedy().contains("525"));
  }

  @Test
  void whatIsNoLibraryIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("libcuda.so.1"), "not a library");
    Availability.Unavailable answer = unavailable(over(folder), 0);
    assertTrue(answer.reason().contains(folder.resolve("libcuda.so.1") + " cannot be loaded"));
  }

  @Test
  void driverTooOld() {
    machine.driverVersion(11_080);
    Availability.Unavailable answer = unavailable(SimulatedGpu.provider(), 0);
    assertEquals("the driver is too old: it supports CUDA 11.8, we need 12.0", answer.reason());
  }

  @Test
  void driverForTheOlderLibrariesOnly() {
    machine.driverVersion(12_040);
    Availability.Unavailable answer = unavailable(SimulatedGpu.provider(), 0);
    assertTrue(answer.reason().contains("libraries of CUDA 13 need a newer driver"));
    assertTrue(answer.reason().contains("libcublas.so.12, libcusolver.so.11, libnvrtc.so.12"));
  }

  @Test
  void noDevice() {
    machine.deviceCount(0);
    Availability.Unavailable answer = unavailable(SimulatedGpu.provider(), 0);
    assertTrue(answer.reason().contains("but no NVIDIA GPU"), answer.reason());
  }

  @Test
  void twoDevicesAndAThirdThatIsNotThere() {
    machine.deviceCount(2);
    Availability second = SimulatedGpu.provider().probe(DEFAULTS.withDevice(1));
    assertInstanceOf(Availability.Available.class, second);
    Availability.Unavailable third = unavailable(SimulatedGpu.provider(), 2);
    assertTrue(third.reason().startsWith("there is no device 2: 0: "), third.reason());
    assertTrue(third.reason().contains("; 1: "), third.reason());
  }

  @Test
  void libraryMissing(@TempDir Path folder) throws IOException {
    copyLibraries(folder, "libsimulated.so", "libcuda.so.1", "libcusolver.so.12", "libnvrtc.so.13");
    Availability.Unavailable answer = unavailable(over(folder), 0);
    assertTrue(answer.reason().contains("is there, libraries are not: "), answer.reason());
    assertTrue(answer.reason().contains("libcublas.so.13 not found"), answer.reason());
    assertTrue(answer.reason().contains("looked in LUTHIER_CUDA = " + folder), answer.reason());
    assertTrue(answer.remedy().contains("nvidia-cublas"));
  }

  @Test
  void createRepeatsWhatTheProbeSaid(@TempDir Path empty) {
    Availability.Unavailable answer = unavailable(over(empty), 0);
    BackendProvider provider = over(empty);
    BackendUnavailableException thrown =
        assertThrows(BackendUnavailableException.class, () -> provider.create(DEFAULTS));
    assertEquals(answer.reason(), thrown.reason());
    assertEquals(answer.remedy(), thrown.remedy());
  }

  @Test
  void outOfMemorySaysHowMuchIsLeftAndTheSessionStaysUsable() {
    machine.memoryLimit(64L << 20);
    try (Backend backend = SimulatedGpu.provider().create(DEFAULTS);
        Session session = backend.openSession()) {
      DeviceOutOfMemoryException thrown =
          assertThrows(DeviceOutOfMemoryException.class, () -> session.allocate(4096, 4096));
      assertTrue(String.valueOf(thrown.getMessage()).contains("4096 × 4096"), thrown.getMessage());
      assertTrue(
          String.valueOf(thrown.getMessage()).contains("of 64 MiB free"), thrown.getMessage());
      Matrix small = session.allocate(2, 2);
      session.fill(small, 3);
      double[] found = new double[4];
      session.download(small, found);
      assertEquals(3, found[3]);
    }
  }

  @Test
  void outOfMemoryOfALibraryIsOutOfMemory() {
    try (Backend backend = SimulatedGpu.provider().create(DEFAULTS);
        Session session = backend.openSession()) {
      Matrix a = session.allocate(4, 4);
      session.fill(a, 1);
      Matrix c = session.allocate(4, 4);
      machine.fail("cublasDgemm_v2", 0, 3);
      assertThrows(
          DeviceOutOfMemoryException.class,
          () -> session.gemm(1, a, Transpose.NONE, a, Transpose.NONE, 0, c));
      session.gemm(1, a, Transpose.NONE, a, Transpose.NONE, 0, c);
    }
  }

  /** ECC, illegal address, launch failed, device unavailable. */
  @ParameterizedTest
  @ValueSource(ints = {214, 700, 719, 46})
  void aLostDeviceIsSaidOnceAndClosingStillWorks(int code) {
    Backend backend = SimulatedGpu.provider().create(DEFAULTS);
    Session session = backend.openSession();
    Matrix a = session.allocate(8, 8);
    session.fill(a, 1);
    machine.loseDevice(code);
    DeviceLostException thrown =
        assertThrows(
            DeviceLostException.class,
            () -> {
              session.fill(a, 2);
              session.download(a, new double[64]);
            });
    assertEquals("cuda", thrown.backend());
    assertTrue(thrown.answer().contains("(" + code + ")"), thrown.answer());
    assertThrows(DeviceLostException.class, () -> session.choleskyInPlace(a));
    session.release(a);
    session.close();
    backend.close();
  }

  @Test
  void aDeviceThatWasLostMayBeProbedAgainWhenNobodyHoldsIt() {
    Backend backend = SimulatedGpu.provider().create(DEFAULTS);
    Session idle = backend.openSession();
    idle.allocate(2, 2);
    idle.close();
    Session session = backend.openSession();
    session.allocate(8, 8);
    machine.loseDevice(700);
    session.close();
    backend.close();
    assertInstanceOf(Availability.Available.class, SimulatedGpu.provider().probe(DEFAULTS));
  }

  @Test
  void aDeviceLostBetweenTheLastSessionAndTheEndIsNoErrorEither() {
    Backend backend = SimulatedGpu.provider().create(DEFAULTS);
    backend.openSession().close();
    machine.loseDevice(719);
    backend.close();
    assertInstanceOf(Availability.Available.class, SimulatedGpu.provider().probe(DEFAULTS));
  }

  @Test
  void aLostDeviceIsNoneForTheProbe() {
    Backend backend = SimulatedGpu.provider().create(DEFAULTS);
    machine.loseDevice(700);
    Availability.Unavailable answer = unavailable(SimulatedGpu.provider(), 0);
    assertTrue(answer.reason().contains("(700)"), answer.reason());
    backend.close();
  }

  @Test
  void anArgumentThatALibraryRefusesIsABugOfOurs() {
    try (Backend backend = SimulatedGpu.provider().create(DEFAULTS);
        Session session = backend.openSession()) {
      Matrix a = session.allocate(4, 4);
      session.fill(a, 1);
      Matrix c = session.allocate(4, 4);
      machine.fail("cublasDgemm_v2", 0, 7);
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () -> session.gemm(1, a, Transpose.NONE, a, Transpose.NONE, 0, c));
      assertEquals(
          "cublasDgemm refused its arguments: CUBLAS_STATUS_INVALID_VALUE", thrown.getMessage());
    }
  }
}
