package dev.luthier.gpu.simulated;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a test can tell the simulated machine, and ask of it. One machine a process: tests that
 * change it run one after the other, and {@linkplain #reset reset} it.
 */
public final class SimulatedControl {

  private final NativeLibrary library;

  private SimulatedControl(NativeLibrary library) {
    this.library = library;
  }

  /** Skips the test, saying why, where the stand-ins could not be compiled. */
  public static SimulatedControl open() {
    return new SimulatedControl(NativeLibrary.open("libsimulated.so"));
  }

  /**
   * As after loading: one device with 2 GiB, driver 13.0, nothing alive, nothing lost, nothing
   * armed, counters at zero. All handles and memory become invalid, but a program that has called
   * {@code cuInit} need not call it again.
   */
  public void reset() {
    library.callVoid("simulated_reset");
  }

  /** How many devices there are; at most 8. */
  public void deviceCount(int count) {
    library.callVoid("simulated_set_device_count", count);
  }

  /** What {@code cuDriverGetVersion} says: 13000 is 13.0. */
  public void driverVersion(int version) {
    library.callVoid("simulated_set_driver_version", version);
  }

  /** How much memory each device has, in bytes. */
  public void memoryLimit(long bytes) {
    library.callVoid("simulated_set_memory_limit", bytes);
  }

  /**
   * After {@code calls} more calls of a function, one call of it fails before it does anything.
   *
   * @param symbol with its suffix, for example {@code cublasDgemm_v2}
   * @param code in the numbers of the function's own library
   */
  public void fail(String symbol, int calls, int code) {
    try (Arena arena = Arena.ofConfined()) {
      library.callVoid("simulated_fail", arena.allocateFrom(symbol), calls, code);
    }
  }

  /** From now on every call of a context that exists returns this code of the driver. */
  public void loseDevice(int code) {
    library.callVoid("simulated_lose_device", code);
  }

  /** Allocations of device memory whose release no call has asked for. */
  public long liveAllocations() {
    return library.callLong("simulated_live_allocations");
  }

  /** Their size, in bytes. */
  public long liveBytes() {
    return library.callLong("simulated_live_bytes");
  }

  /**
   * Streams, events, modules, handles and parameters of cuBLAS and cuSOLVER, areas of page-locked
   * memory, and how often contexts were retained and not released.
   */
  public long liveObjects() {
    return library.callLong("simulated_live_objects");
  }

  /** Kernels that were launched by {@code cuLaunchKernel}; those inside libraries do not count. */
  public long launches() {
    return library.callLong("simulated_launches");
  }

  /** How often somebody waited for a stream or an event. */
  public long synchronizations() {
    return library.callLong("simulated_synchronizations");
  }

  /**
   * What was found wrong while something ran: which kernel, block and thread; empty if nothing was.
   */
  public String message() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(1000);
      library.callVoid("simulated_message", text, text.byteSize());
      return text.getString(0);
    }
  }
}
