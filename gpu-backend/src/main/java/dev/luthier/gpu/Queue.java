package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import dev.luthier.gpu.bind.RectangleCopy;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stream of the device, and what one session needs to queue work on it. Used by one thread at a
 * time; outlives its session, because cuBLAS's documentation advises to make few handles.
 */
final class Queue implements AutoCloseable {

  private static final int MOST_ARGUMENTS = 32;

  private final Device device;
  private final Driver driver;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment out = arena.allocate(JAVA_LONG);
  private final MemorySegment values = arena.allocate(JAVA_LONG, MOST_ARGUMENTS);
  private final MemorySegment parameters = arena.allocate(ADDRESS, MOST_ARGUMENTS);
  private final Releases releases = new Releases();
  private final long stream;
  private final long event;
  private final PinnedBuffer pinned;
  private Optional<LibraryHandles> libraries = Optional.empty();

  Queue(Device device) {
    this.device = device;
    driver = device.cuda().driver();
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      parameters.setAtIndex(ADDRESS, i, values.asSlice((long) i * Long.BYTES));
    }
    try {
      device.makeCurrent();
      driver.cuStreamCreate(out, Driver.STREAM_NON_BLOCKING);
      stream = out.get(JAVA_LONG, 0);
      releases.add(() -> driver.cuStreamDestroy(stream));
      driver.cuEventCreate(out, Driver.EVENT_DISABLE_TIMING);
      event = out.get(JAVA_LONG, 0);
      releases.add(() -> driver.cuEventDestroy(event));
      pinned = new PinnedBuffer(driver);
      releases.add(pinned::close);
    } catch (RuntimeException | Error e) {
      releases.closeAfter(e);
      arena.close();
      throw e;
    }
  }

  long stream() {
    return stream;
  }

  /** Where elements wait on their way. */
  PinnedBuffer pinned() {
    device.makeCurrent();
    return pinned;
  }

  /** cuBLAS and cuSOLVER on this stream; made when first needed. */
  LibraryHandles libraries() {
    device.makeCurrent();
    if (libraries.isEmpty()) {
      LibraryHandles made = afterTrimming(() -> new LibraryHandles(device.cuda(), stream));
      releases.add(made::close);
      libraries = Optional.of(made);
    }
    return libraries.get();
  }

  /**
   * Queues a kernel; nothing if the grid is empty.
   *
   * @param arguments as {@link KernelName#parameters} says: {@link DeviceMatrix}, {@link Long},
   *     {@link Integer}, {@link Double}
   */
  void launch(KernelName kernel, Grid grid, Object... arguments) {
    if (grid.x() == 0 || grid.y() == 0) {
      return;
    }
    set(kernel, arguments);
    device.makeCurrent();
    driver.cuLaunchKernel(
        device.kernels().function(kernel),
        grid.x(),
        grid.y(),
        1,
        grid.threads(),
        0,
        stream,
        parameters);
  }

  /** A kernel reads whatever is there: a wrong argument must not get so far. */
  private void set(KernelName kernel, Object... arguments) {
    String parameters = kernel.parameters();
    if (arguments.length != parameters.length()) {
      throw new IllegalArgumentException(
          kernel + " has " + parameters.length() + " parameters, not " + arguments.length);
    }
    int next = 0;
    for (int i = 0; i < arguments.length; i++) {
      char parameter = parameters.charAt(i);
      switch (arguments[i]) {
        case DeviceMatrix matrix when parameter == 'm' -> {
          values.setAtIndex(JAVA_LONG, next++, matrix.address());
          values.setAtIndex(JAVA_LONG, next++, matrix.stride());
        }
        case Long value when parameter == 'l' || parameter == 'p' ->
            values.setAtIndex(JAVA_LONG, next++, value);
        case Integer value when parameter == 'i' ->
            values.set(JAVA_INT, (long) Long.BYTES * next++, value);
        case Double value when parameter == 'd' -> values.setAtIndex(JAVA_DOUBLE, next++, value);
        default ->
            throw new IllegalArgumentException(
                kernel + ": argument " + i + " is not of kind " + parameter + ": " + arguments[i]);
      }
    }
  }

  /** Queues a copy. */
  void copy(RectangleCopy rectangle) {
    device.makeCurrent();
    driver.cuMemcpy2DAsync(rectangle.struct(), stream);
  }

  /**
   * Memory for what is queued from now on.
   *
   * @throws DeviceOutOfMemoryException also after the pool has given back what it kept
   */
  long allocate(long bytes) {
    device.makeCurrent();
    return afterTrimming(
        () -> {
          driver.cuMemAllocAsync(out, bytes, stream);
          return out.get(JAVA_LONG, 0);
        });
  }

  /** Once more, if there is no memory, after the pool has given back what it keeps. */
  private <T> T afterTrimming(Supplier<T> allocation) {
    try {
      return allocation.get();
    } catch (DeviceOutOfMemoryException first) {
      synchronize();
      device.trim();
      return allocation.get();
    }
  }

  /** Memory that ends when what is queued until {@link Workspace#close} has been done. */
  Workspace workspace(long bytes) {
    return bytes == 0 ? new Workspace(this, 0) : new Workspace(this, allocate(bytes));
  }

  /**
   * Temporary memory.
   *
   * @param address 0 if none was asked for
   */
  record Workspace(Queue queue, long address) implements AutoCloseable {
    @Override
    public void close() {
      if (address != 0) {
        queue.free(address);
      }
    }
  }

  void free(long address) {
    device.makeCurrent();
    driver.cuMemFreeAsync(address, stream);
  }

  /**
   * Copies a few numbers, the doubles before the ints.
   *
   * @param address of the device; all fit into half of the pinned memory
   */
  void upload(double[] doubles, int[] ints, long address) {
    MemorySegment half = pinned().next();
    long doubleBytes = (long) doubles.length * Double.BYTES;
    MemorySegment.copy(doubles, 0, half, JAVA_DOUBLE, 0, doubles.length);
    MemorySegment.copy(ints, 0, half, JAVA_INT, doubleBytes, ints.length);
    driver.cuMemcpyHtoDAsync(
        address, half, doubleBytes + (long) ints.length * Integer.BYTES, stream);
    pinned.leaves(stream);
  }

  /**
   * A few bytes of the device, after everything queued: valid until the next use of {@link
   * #pinned}.
   *
   * @param bytes at most {@link PinnedBuffer#BYTES}
   */
  MemorySegment download(long address, long bytes) {
    MemorySegment half = pinned().next();
    driver.cuMemcpyDtoHAsync(half, address, bytes, stream);
    synchronize();
    return half;
  }

  /** Free and total bytes of the device, for messages. */
  String memoryLeft() {
    MemorySegment free = values.asSlice(0, Long.BYTES);
    MemorySegment total = values.asSlice(Long.BYTES, Long.BYTES);
    device.makeCurrent();
    driver.cuMemGetInfo(free, total);
    return "the device has "
        + (free.get(JAVA_LONG, 0) >> 20)
        + " of "
        + (total.get(JAVA_LONG, 0) >> 20)
        + " MiB free";
  }

  /** What is queued here from now on waits for what is queued there until now. */
  void followAfter(Queue other) {
    device.makeCurrent();
    driver.cuEventRecord(other.event, other.stream);
    driver.cuStreamWaitEvent(stream, other.event, 0);
  }

  /** Waits until everything queued has been done. */
  void synchronize() {
    device.makeCurrent();
    driver.cuStreamSynchronize(stream);
    pinned.arrived();
  }

  /** Ends a queue of a lost device, with which everything on it has ended. */
  void abandon() {
    arena.close();
  }

  /** If the device turns out to be lost, {@link #abandon} is what is left to do. */
  @Override
  public void close() {
    device.makeCurrent();
    releases.close();
    arena.close();
  }
}
