package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a device is.
 *
 * @param handle the driver's
 * @param name for example {@code NVIDIA H200}
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memory bytes
 * @param doubleRatio how many times as fast float is as double: 2 on cards for computing, 64 on
 *     many for games
 * @param hasPools whether memory can be allocated in the order of a stream
 */
record DeviceProperties(
    int handle, String name, int major, int minor, long memory, int doubleRatio, boolean hasPools) {

  private static final int LONGEST_NAME = 256;

  /** How many devices there are. */
  static int count(Driver driver) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      driver.cuDeviceGetCount(count);
      return count.get(JAVA_INT, 0);
    }
  }

  /** The device of an ordinal, which must be below {@link #count}. */
  static DeviceProperties of(Driver driver, int ordinal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_INT);
      driver.cuDeviceGet(number, ordinal);
      int handle = number.get(JAVA_INT, 0);
      MemorySegment name = arena.allocate(LONGEST_NAME);
      driver.cuDeviceGetName(name, LONGEST_NAME, handle);
      MemorySegment bytes = arena.allocate(JAVA_LONG);
      driver.cuDeviceTotalMem(bytes, handle);
      return new DeviceProperties(
          handle,
          name.getString(0),
          attribute(driver, number, Driver.COMPUTE_CAPABILITY_MAJOR, handle),
          attribute(driver, number, Driver.COMPUTE_CAPABILITY_MINOR, handle),
          bytes.get(JAVA_LONG, 0),
          attribute(driver, number, Driver.SINGLE_TO_DOUBLE_RATIO, handle),
          attribute(driver, number, Driver.MEMORY_POOLS_SUPPORTED, handle) != 0);
    }
  }

  private static int attribute(Driver driver, MemorySegment out, int attribute, int handle) {
    driver.cuDeviceGetAttribute(out, attribute, handle);
    return out.get(JAVA_INT, 0);
  }

  /** For the compiler, for example {@code sm_90}. */
  String architecture() {
    return "sm_" + major + minor;
  }

  /** For people. */
  String describe() {
    String text = name + " (" + architecture() + ", " + (memory >> 30) + " GiB";
    return doubleRatio >= 8
        ? text + ", 64-bit arithmetic at 1/" + doubleRatio + " of the 32-bit rate)"
        : text + ")";
  }
}
