package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Memory of the host that the device reads and writes by itself, in two halves: one is filled while
 * the other is on its way. Used by one thread at a time.
 */
final class PinnedBuffer implements AutoCloseable {

  /** Of a half: 131,072 doubles. A batch of candidates fits; more only happens before a study. */
  static final long BYTES = 1 << 20;

  private static final int HALVES = 2;

  private final Driver driver;
  private final Releases releases = new Releases();
  private final MemorySegment memory;
  private final long[] departed = new long[HALVES];
  private final boolean[] onItsWay = new boolean[HALVES];
  private int current;

  /** Of the current context. */
  PinnedBuffer(Driver driver) {
    this.driver = driver;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      driver.cuMemHostAlloc(out, HALVES * BYTES, 0);
      memory = sized(out.get(ADDRESS, 0));
      releases.add(() -> driver.cuMemFreeHost(memory));
      for (int half = 0; half < HALVES; half++) {
        driver.cuEventCreate(out, Driver.EVENT_DISABLE_TIMING);
        long event = out.get(JAVA_LONG, 0);
        departed[half] = event;
        releases.add(() -> driver.cuEventDestroy(event));
      }
    } catch (RuntimeException | Error e) {
      releases.closeAfter(e);
      throw e;
    }
  }

  @SuppressWarnings("restricted") // The driver gave so many bytes.
  private static MemorySegment sized(MemorySegment address) {
    return address.reinterpret(HALVES * BYTES);
  }

  /** The half to fill now; waits until what it held last has left. */
  MemorySegment next() {
    current = (current + 1) % HALVES;
    if (onItsWay[current]) {
      driver.cuEventSynchronize(departed[current]);
      onItsWay[current] = false;
    }
    return memory.asSlice(current * BYTES, BYTES);
  }

  /** What has been queued until now was the last to read the half that {@link #next} gave. */
  void leaves(long stream) {
    driver.cuEventRecord(departed[current], stream);
    onItsWay[current] = true;
  }

  /** The stream has been waited for: both halves are free. */
  void arrived() {
    Arrays.fill(onItsWay, false);
  }

  @Override
  public void close() {
    releases.close();
  }
}
