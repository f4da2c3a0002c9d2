package dev.luthier.gpu.simulated;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel sees of the shim: the kernels are those of {@code self_test.cu}. */
class SimulatedKernelsTest {

  private static final int OUT_OF_RESOURCES = 701;
  private static final int LAUNCH_FAILED = 719;

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
  void aTreeInSharedMemorySumsEveryRow() {
    int rows = 7;
    int n = 300;
    double[] a = new Random(1).doubles((long) rows * n, -1, 1).toArray();
    long sums = session.allocate(8L * rows);
    int threads = 128;
    SimulatedSession.require(
        session.launch("row_sums", rows, threads, 8 * threads, session.upload(a), rows, n, sums));
    double[] found = session.download(sums, rows);
    for (int i = 0; i < rows; i++) {
      int row = i;
      double expected = IntStream.range(0, n).mapToDouble(j -> a[row + j * rows]).sum();
      assertEquals(expected, found[i], n * Math.ulp(1.0) * n);
    }
  }

  @Test
  void shufflesAndAtomicsSumOverBlocks() {
    int n = 1000;
    double[] a = new Random(2).doubles(n, -1, 1).toArray();
    long sum = session.upload(0);
    long blocks = session.upload(0);
    SimulatedSession.require(session.launch("total", 8, 128, 0, session.upload(a), n, sum, blocks));
    assertEquals(Arrays.stream(a).sum(), session.download(sum, 1)[0], n * Math.ulp(1.0) * n);
    assertEquals(8, (int) Double.doubleToRawLongBits(session.download(blocks, 1)[0]));
  }

  @Test
  void lanesExchangeByTheirRules() {
    long results = session.allocate(8L * 5 * 32);
    SimulatedSession.require(session.launch("lanes", 1, 32, 0, results));
    double[] found = session.download(results, 5 * 32);
    long everyThird = IntStream.range(0, 32).filter(i -> i % 3 == 0).mapToLong(i -> 1L << i).sum();
    for (int lane = 0; lane < 32; lane++) {
      double[] mine = Arrays.copyOfRange(found, 5 * lane, 5 * lane + 5);
      double down = lane + 30 < 32 ? lane + 30 : lane;
      // The kernel turns an unsigned number into a double.
      double[] expected = {70, lane ^ 5, down, everyThird, 1};
      assertEquals(Arrays.toString(expected), Arrays.toString(mine));
    }
  }

  @Test
  void whatNobodyWroteIsNaNInEveryBlock() {
    long x = session.allocate(16);
    SimulatedSession.require(session.launch("unwritten", 3, 4, 32, x));
    double[] found = session.download(x, 2);
    assertTrue(Double.isNaN(found[0]) && Double.isNaN(found[1]), Arrays.toString(found));
    long untouched = session.allocate(16);
    assertTrue(Double.isNaN(session.download(untouched, 2)[1]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aMissingBarrierShowsInBothDirections(int neighbour) {
    int threads = 64;
    long x = session.allocate(8L * threads);
    SimulatedSession.require(session.launch("missing_barrier", 1, threads, 512, x, neighbour));
    double[] found = session.download(x, threads);
    assertTrue(Arrays.stream(found).anyMatch(Double::isNaN), Arrays.toString(found));
  }

  @ParameterizedTest
  @CsvSource({
    "divergent_barrier, wait at a barrier",
    "two_barriers, waits at the barrier of line",
    "exited_lane, shuffle or vote",
    "shared_out_of_bounds, dynamic shared memory"
  })
  void whatADeviceLeavesUndefinedIsAnError(String kernel, String reason) {
    long x = session.allocate(8 * 64);
    SimulatedSession.require(session.launch(kernel, 1, 64, 512, x));
    assertEquals(LAUNCH_FAILED, session.synchronize());
    String message = session.control.message();
    assertTrue(message.contains(kernel) && message.contains(reason), message);
    assertTrue(message.contains("block (0,0,0) thread ("), message);
    assertEquals(LAUNCH_FAILED, session.synchronize(), "an error of a kernel stays");
  }

  @Test
  void manyBarriersKeepTheirOrder() {
    int threads = 256;
    int steps = 1000;
    long x = session.allocate(8L * threads);
    SimulatedSession.require(session.launch("many_barriers", 1, threads, 0, steps, x));
    for (double last : session.download(x, threads)) {
      assertEquals(steps - 1, last);
    }
  }

  @Test
  void kernelsThatAMacroMakesHaveTheirNames() {
    long x = session.upload(2, 3, 5);
    SimulatedSession.require(session.launch("square", 1, 256, 0, x, 3));
    SimulatedSession.require(session.launch("inverse_root", 1, 256, 0, x, 2));
    assertEquals(OUT_OF_RESOURCES, session.launch("square", 1, 257, 0, x, 3));
    double[] found = session.download(x, 3);
    assertEquals(1.0 / 2, found[0], Math.ulp(1.0));
    assertEquals(1.0 / 3, found[1], Math.ulp(1.0));
    assertEquals(25, found[2]);
  }

  @Test
  void functionTemplatesShareMemoryWithinTheirInstance() {
    long x = session.upload(0, 1, 2, 3, 4, 5, 6, 7);
    SimulatedSession.require(session.launch("neighbours", 1, 8, 0, x));
    double[] found = session.download(x, 8);
    for (int i = 0; i < 8; i++) {
      assertEquals((i + 1) % 8 / 4.0 + 4 * ((i + 2) % 8), found[i]);
    }
  }

  @Test
  void argumentsOfAllSizesArriveAndThreadsAreNumberedInThreeDimensions() {
    long x = session.allocate(8L * 48);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(ADDRESS, 6);
      values.setAtIndex(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, (byte) 1));
      values.setAtIndex(ADDRESS, 1, arena.allocateFrom(JAVA_DOUBLE, 0.5));
      values.setAtIndex(ADDRESS, 2, arena.allocateFrom(JAVA_INT, 2));
      values.setAtIndex(ADDRESS, 3, arena.allocateFrom(JAVA_LONG, 3));
      values.setAtIndex(ADDRESS, 4, arena.allocateFrom(JAVA_DOUBLE, 0.125, 0.0625));
      values.setAtIndex(ADDRESS, 5, arena.allocateFrom(JAVA_LONG, x));
      MemorySegment kernel = session.function("arguments");
      SimulatedSession.require(
          session.cuda.call(
              "cuLaunchKernel",
              kernel,
              2,
              1,
              2,
              2,
              3,
              2,
              0,
              session.stream,
              values,
              MemorySegment.NULL));
    }
    double[] found = session.download(x, 48); // The arguments were copied by the launch
    for (int i = 0; i < 48; i++) {
      int block = i / 12;
      assertEquals(6.6875 + i % 12 + 1000.0 * block, found[i]);
    }
  }
}
