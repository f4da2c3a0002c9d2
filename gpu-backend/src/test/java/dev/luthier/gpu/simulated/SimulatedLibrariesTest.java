package dev.luthier.gpu.simulated;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's rules: what is executed when, what is refused, and what is found out. */
class SimulatedLibrariesTest {

  private static final int INVALID_VALUE = 1;
  private static final int OUT_OF_MEMORY = 2;
  private static final int NO_DEVICE = 100;
  private static final int INVALID_IMAGE = 200;
  private static final int INVALID_CONTEXT = 201;
  private static final int ECC_UNCORRECTABLE = 214;
  private static final int NO_BINARY_FOR_GPU = 209;
  private static final int INVALID_HANDLE = 400;
  private static final int NOT_READY = 600;
  private static final int ILLEGAL_ADDRESS = 700;
  private static final int OUT_OF_RESOURCES = 701;
  private static final int NOT_PINNED = 713;

  private SimulatedSession session;

  @BeforeEach
  void open() {
    session = new SimulatedSession();
  }

  @AfterEach
  void close() {
    if (session != null) { // The machine has no compiler
      session.close();
    }
  }

  @Test
  void nothingRunsBeforeSomebodyWaits() {
    long device = session.upload(1, 2, 3);
    MemorySegment to = session.pinned.asSlice(64, 24);
    SimulatedSession.require(
        session.cuda.call("cuMemcpyDtoHAsync_v2", to, device, 24L, session.stream));
    assertTrue(Double.isNaN(to.getAtIndex(JAVA_DOUBLE, 0)), "delivered too early");
    SimulatedSession.require(session.synchronize());
    assertEquals(3, to.getAtIndex(JAVA_DOUBLE, 2));
  }

  @Test
  void aStagingAreaThatIsUsedAgainTooEarlySpoilsTheFirstCopy() {
    long device = session.allocate(8);
    session.pinned.setAtIndex(JAVA_DOUBLE, 0, 1);
    SimulatedSession.require(
        session.cuda.call("cuMemcpyHtoDAsync_v2", device, session.pinned, 8L, session.stream));
    session.pinned.setAtIndex(JAVA_DOUBLE, 0, 2);
    assertEquals(2, session.download(device, 1)[0]);
  }

  @Test
  void anotherStreamSeesWhatWasWrittenOnlyAfterAnEvent() {
    MemorySegment out = session.arena.allocate(ADDRESS);
    SimulatedSession.require(session.cuda.call("cuStreamCreate", out, 1));
    MemorySegment other = out.get(ADDRESS, 0);
    SimulatedSession.require(session.cuda.call("cuEventCreate", out, 2));
    MemorySegment event = out.get(ADDRESS, 0);
    long device = session.allocate(8);
    session.pinned.setAtIndex(JAVA_DOUBLE, 0, 5);
    session.cuda.call("cuMemcpyHtoDAsync_v2", device, session.pinned, 8L, session.stream);
    SimulatedSession.require(session.cuda.call("cuEventRecord", event, session.stream));
    MemorySegment to = session.pinned.asSlice(64, 8);
    session.cuda.call("cuMemcpyDtoHAsync_v2", to, device, 8L, other);
    session.cuda.call("cuStreamSynchronize", other);
    assertTrue(Double.isNaN(to.get(JAVA_DOUBLE, 0)), "the streams were ordered by nobody");
    SimulatedSession.require(session.cuda.call("cuStreamWaitEvent", other, event, 0));
    session.cuda.call("cuMemcpyDtoHAsync_v2", to, device, 8L, other);
    session.cuda.call("cuStreamSynchronize", other);
    assertEquals(5, to.get(JAVA_DOUBLE, 0));
  }

  @Test
  void anEventIsNotReadyAtFirst() {
    MemorySegment out = session.arena.allocate(ADDRESS);
    SimulatedSession.require(session.cuda.call("cuEventCreate", out, 0));
    MemorySegment event = out.get(ADDRESS, 0);
    SimulatedSession.require(session.cuda.call("cuEventRecord", event, session.stream));
    assertEquals(NOT_READY, session.cuda.call("cuEventQuery", event));
    assertEquals(0, session.cuda.call("cuEventQuery", event));
    assertEquals(0, session.control.synchronizations());
  }

  @Test
  void copiesOutsideOfAnAllocationOrFromUnpinnedMemoryAreRefused() {
    long device = session.allocate(80);
    MemorySegment unpinned = session.arena.allocate(80);
    MemorySegment pinned = session.pinned;
    assertAll(
        () -> assertEquals(INVALID_VALUE, copyDown(device, pinned, 81)),
        () -> assertEquals(INVALID_VALUE, copyDown(device + 8, pinned, 80)),
        () -> assertEquals(INVALID_VALUE, copyDown(device - 8, pinned, 8)),
        () -> assertEquals(NOT_PINNED, copyDown(device, unpinned, 80)),
        () ->
            assertEquals(
                INVALID_HANDLE,
                session.cuda.call("cuMemcpyHtoDAsync_v2", device, pinned, 8L, NULL)));
    SimulatedSession.require(session.cuda.call("cuMemFreeAsync", device, session.stream));
    assertEquals(INVALID_VALUE, copyDown(device, pinned, 8));
    assertEquals(INVALID_VALUE, session.cuda.call("cuMemFreeAsync", device, session.stream));
  }

  private int copyDown(long device, MemorySegment from, long bytes) {
    return session.cuda.call("cuMemcpyHtoDAsync_v2", device, from, bytes, session.stream);
  }

  @Test
  void rectanglesAreCopied() {
    long device = session.upload(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    MemorySegment copy = session.arena.allocate(128, 8);
    // From the device, pitch 4 numbers, rows 1 and 2, columns 1 and 2; to the host, pitch 3
    // numbers.
    copy.set(JAVA_LONG, 0, 8);
    copy.set(JAVA_LONG, 8, 1);
    copy.set(JAVA_INT, 16, 2);
    copy.set(JAVA_LONG, 32, device);
    copy.set(JAVA_LONG, 48, 32);
    copy.set(JAVA_INT, 72, 1);
    copy.set(ADDRESS, 80, session.pinned);
    copy.set(JAVA_LONG, 104, 24);
    copy.set(JAVA_LONG, 112, 16);
    copy.set(JAVA_LONG, 120, 2);
    session.pinned.setAtIndex(JAVA_DOUBLE, 2, -1);
    SimulatedSession.require(session.cuda.call("cuMemcpy2DAsync_v2", copy, session.stream));
    SimulatedSession.require(session.synchronize());
    assertEquals(
        "[5.0, 6.0, -1.0, 9.0, 10.0]",
        Arrays.toString(session.pinned.asSlice(0, 40).toArray(JAVA_DOUBLE)));
    copy.set(JAVA_LONG, 120, 3); // The third row would end behind the allocation
    assertEquals(INVALID_VALUE, session.cuda.call("cuMemcpy2DAsync_v2", copy, session.stream));
  }

  @Test
  void aThreadWithoutContextIsRefused() throws InterruptedException {
    int[] code = new int[1];
    long stream = session.stream.address();
    Thread thread =
        new Thread(
            () -> code[0] = session.cuda.call("cuCtxSetCurrent", NULL) + synchronize(stream));
    thread.start();
    thread.join();
    assertEquals(INVALID_CONTEXT, code[0]);
  }

  private int synchronize(long stream) {
    return session.cuda.call("cuStreamSynchronize", MemorySegment.ofAddress(stream));
  }

  @Test
  void memoryEndsAndComesBack() {
    session.control.memoryLimit(1000);
    long first = session.allocate(600);
    MemorySegment out = session.arena.allocate(JAVA_LONG);
    assertEquals(OUT_OF_MEMORY, session.cuda.call("cuMemAllocAsync", out, 600L, session.stream));
    assertEquals(600, session.control.liveBytes());
    SimulatedSession.require(session.cuda.call("cuMemFreeAsync", first, session.stream));
    assertEquals(0, session.control.liveAllocations());
    session.allocate(600);
  }

  @Test
  void aLostDeviceStaysLost() {
    session.control.loseDevice(ECC_UNCORRECTABLE);
    assertEquals(ECC_UNCORRECTABLE, session.synchronize());
    assertEquals(ECC_UNCORRECTABLE, session.synchronize());
    session.control.reset();
    session.makeCurrent();
    MemorySegment out = session.arena.allocate(ADDRESS);
    assertEquals(0, session.cuda.call("cuStreamCreate", out, 1));
  }

  @Test
  void anArmedFailureComesOnceAndInItsTurn() {
    session.control.fail("cuStreamSynchronize", 1, 999);
    assertEquals(0, session.synchronize());
    assertEquals(999, session.synchronize());
    assertEquals(0, session.synchronize());
  }

  @Test
  void aMachineWithoutDevicesSaysSo() {
    session.control.deviceCount(0);
    session.control.driverVersion(12040);
    assertEquals(NO_DEVICE, session.cuda.call("cuInit", 0));
    MemorySegment version = session.arena.allocate(JAVA_INT);
    SimulatedSession.require(session.cuda.call("cuDriverGetVersion", version));
    assertEquals(12040, version.get(JAVA_INT, 0));
  }

  @Test
  void everythingThatLivesIsCounted() {
    assertEquals(3, session.control.liveObjects()); // A context, a stream and pinned memory
    NativeLibrary cublas = NativeLibrary.open("libcublas.so.13");
    MemorySegment out = session.arena.allocate(ADDRESS);
    SimulatedSession.require(cublas.call("cublasCreate_v2", out));
    assertEquals(4, session.control.liveObjects());
    SimulatedSession.require(cublas.call("cublasDestroy_v2", out.get(ADDRESS, 0)));
    assertEquals(1, cublas.call("cublasDestroy_v2", out.get(ADDRESS, 0)));
    SimulatedSession.require(session.cuda.call("cuMemFreeHost", session.pinned));
    SimulatedSession.require(session.cuda.call("cuStreamDestroy_v2", session.stream));
    SimulatedSession.require(session.cuda.call("cuDevicePrimaryCtxRelease_v2", 0));
    assertEquals(0, session.control.liveObjects());
  }

  @Test
  void textThatIsWrongAndModulesForOthersAreRefused() {
    var wrong = session.compile("extern \"C\" __global__ void k() { nonsense; }", arch("sm_90"));
    assertEquals(6, wrong.code());
    assertTrue(wrong.log().contains("nonsense"), wrong.log());
    assertTrue(wrong.log().contains("test.cu:1"), wrong.log());
    String text = "extern \"C\" __global__ void k(double* x) { x[VALUE] = VALUE; }";
    assertEquals(5, session.compile(text, "-DVALUE=1").code(), "no architecture");
    assertEquals(5, session.compile(text, arch("sm_90"), "--unknown").code());
    var later = session.compile(text, arch("sm_100"), "-DVALUE=1");
    MemorySegment out = session.arena.allocate(ADDRESS);
    assertEquals(NO_BINARY_FOR_GPU, session.cuda.call("cuModuleLoadData", out, later.cubin()));
    MemorySegment garbage = session.arena.allocate(100);
    assertEquals(INVALID_IMAGE, session.cuda.call("cuModuleLoadData", out, garbage));
  }

  private static String arch(String name) {
    return "--gpu-architecture=" + name;
  }

  @Test
  void launchesBeyondTheLimitsAreRefused() {
    long x = session.allocate(8);
    assertAll(
        () -> assertEquals(INVALID_VALUE, session.launch("unwritten", 1, 1025, 0, x)),
        () -> assertEquals(INVALID_VALUE, session.launch("unwritten", 0, 1, 0, x)),
        () -> assertEquals(INVALID_VALUE, session.launch("unwritten", 1, 1, 49153, x)),
        () -> assertEquals(OUT_OF_RESOURCES, session.launch("row_sums", 1, 256, 0, x, 1, 1, x)));
    MemorySegment function = session.function("unwritten");
    int limit = 227 * 1024;
    assertEquals(INVALID_VALUE, session.cuda.call("cuFuncSetAttribute", function, 8, limit + 1));
    assertEquals(0, session.cuda.call("cuFuncSetAttribute", function, 8, limit));
    assertEquals(0, session.control.launches());
  }

  @Test
  void aNumberBehindAnAllocationIsFoundAndTheKernelNamed() {
    long x = session.allocate(80);
    SimulatedSession.require(session.launch("out_of_bounds", 1, 1, 0, x, 10));
    assertEquals(ILLEGAL_ADDRESS, session.synchronize());
    assertEquals(ILLEGAL_ADDRESS, session.synchronize());
    String message = session.control.message();
    assertTrue(message.contains("out_of_bounds"), message);
  }

  @Test
  void severalThreadsLaunchAtOnce() throws InterruptedException {
    int n = 100;
    double[] values = new Random(5).doubles(n).toArray();
    long x = session.upload(values);
    long[] sums = {session.allocate(8), session.allocate(8)};
    MemorySegment function = session.function("row_sums");
    MemorySegment context = MemorySegment.ofAddress(current());
    Thread[] threads = new Thread[2];
    for (int t = 0; t < 2; t++) {
      long sum = sums[t];
      threads[t] = new Thread(() -> sumRepeatedly(context, function, x, n, sum));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double expected = Arrays.stream(values).sum();
    for (long sum : sums) {
      assertEquals(expected, session.download(sum, 1)[0], 1e-12 * n);
    }
    assertEquals(40, session.control.launches());
  }

  private long current() {
    MemorySegment out = session.arena.allocate(ADDRESS);
    SimulatedSession.require(session.cuda.call("cuDevicePrimaryCtxRetain", out, 0));
    return out.get(ADDRESS, 0).address();
  }

  private void sumRepeatedly(
      MemorySegment context, MemorySegment function, long x, int n, long sum) {
    try (var arena = java.lang.foreign.Arena.ofConfined()) {
      SimulatedSession.require(session.cuda.call("cuCtxSetCurrent", context));
      MemorySegment out = arena.allocate(ADDRESS);
      SimulatedSession.require(session.cuda.call("cuStreamCreate", out, 1));
      MemorySegment stream = out.get(ADDRESS, 0);
      MemorySegment values = arena.allocate(ADDRESS, 4);
      values.setAtIndex(ADDRESS, 0, arena.allocateFrom(JAVA_LONG, x));
      values.setAtIndex(ADDRESS, 1, arena.allocateFrom(JAVA_INT, 1));
      values.setAtIndex(ADDRESS, 2, arena.allocateFrom(JAVA_INT, n));
      values.setAtIndex(ADDRESS, 3, arena.allocateFrom(JAVA_LONG, sum));
      for (int i = 0; i < 20; i++) {
        SimulatedSession.require(
            session.cuda.call(
                "cuLaunchKernel", function, 1, 1, 1, 64, 1, 1, 512, stream, values, NULL));
        SimulatedSession.require(session.cuda.call("cuStreamSynchronize", stream));
      }
      SimulatedSession.require(session.cuda.call("cuStreamDestroy_v2", stream));
    }
  }
}
