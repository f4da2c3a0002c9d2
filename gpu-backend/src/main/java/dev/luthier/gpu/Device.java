package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import dev.luthier.linalg.DeviceLostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A device in use: the process's context on it, its memory pool, our kernels. Thread-safe.
 *
 * <p>Memory that is freed stays in the pool, up to a quarter of the device's, until the backend
 * closes: a new matrix of the size of the last one is what comes next. The pool is the process's:
 * an objective that uses the device gets the rest.
 */
final class Device implements AutoCloseable {

  private static final long KEPT_SHARE = 4;

  private static final Logger LOG = System.getLogger(Device.class.getName());

  private final Cuda cuda;
  private final DeviceProperties properties;
  private final long context;
  private final long pool;
  private final KernelModule kernels;

  /** Takes hold of the device, and compiles or loads the kernels. */
  Device(Cuda cuda, DeviceProperties properties, CubinCache cache) {
    this.cuda = cuda;
    this.properties = properties;
    Driver driver = cuda.driver();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      driver.cuDevicePrimaryCtxRetain(out, properties.handle());
      context = out.get(JAVA_LONG, 0);
    }
    try (Arena arena = Arena.ofConfined()) {
      makeCurrent();
      MemorySegment out = arena.allocate(JAVA_LONG);
      driver.cuDeviceGetDefaultMemPool(out, properties.handle());
      pool = out.get(JAVA_LONG, 0);
      keep(properties.memory() / KEPT_SHARE);
      kernels = KernelModule.load(cuda, properties.architecture(), cache);
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  Cuda cuda() {
    return cuda;
  }

  DeviceProperties properties() {
    return properties;
  }

  KernelModule kernels() {
    return kernels;
  }

  /**
   * Makes the context that of the calling thread: sessions move between threads, and other users of
   * CUDA may have set theirs.
   */
  void makeCurrent() {
    cuda.driver().cuCtxSetCurrent(context);
  }

  private void keep(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocateFrom(JAVA_LONG, bytes);
      cuda.driver().cuMemPoolSetAttribute(pool, Driver.POOL_RELEASE_THRESHOLD, value);
    }
  }

  /** Gives the device what the pool keeps although it is free. */
  void trim() {
    cuda.driver().cuMemPoolTrimTo(pool, 0);
  }

  /**
   * Lets go of a lost device. When nobody in the process holds its context any more, the next one
   * that is made may work again.
   */
  void abandon() {
    try {
      cuda.driver().cuDevicePrimaryCtxRelease(properties.handle());
    } catch (DeviceLostException e) {
      LOG.log(Level.DEBUG, "the context of a lost device: " + e.answer());
    }
  }

  @Override
  public void close() {
    makeCurrent();
    keep(0);
    trim();
    kernels.unload(cuda.driver());
    cuda.driver().cuDevicePrimaryCtxRelease(properties.handle());
  }
}
