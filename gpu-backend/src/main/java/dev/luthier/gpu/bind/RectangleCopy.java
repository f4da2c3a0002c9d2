package dev.luthier.gpu.bind;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * {@code CUDA_MEMCPY2D} of {@code cuda.h}: columns of doubles, equally far apart on either side.
 * Reused, by one thread at a time.
 */
public final class RectangleCopy {

  private static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("srcXInBytes"),
          JAVA_LONG.withName("srcY"),
          JAVA_INT.withName("srcMemoryType"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("srcHost"),
          JAVA_LONG.withName("srcDevice"),
          ADDRESS.withName("srcArray"),
          JAVA_LONG.withName("srcPitch"),
          JAVA_LONG.withName("dstXInBytes"),
          JAVA_LONG.withName("dstY"),
          JAVA_INT.withName("dstMemoryType"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("dstHost"),
          JAVA_LONG.withName("dstDevice"),
          ADDRESS.withName("dstArray"),
          JAVA_LONG.withName("dstPitch"),
          JAVA_LONG.withName("WidthInBytes"),
          JAVA_LONG.withName("Height"));

  private static final VarHandle FROM_TYPE = field("srcMemoryType");
  private static final VarHandle FROM_HOST = field("srcHost");
  private static final VarHandle FROM_DEVICE = field("srcDevice");
  private static final VarHandle FROM_PITCH = field("srcPitch");
  private static final VarHandle TO_TYPE = field("dstMemoryType");
  private static final VarHandle TO_HOST = field("dstHost");
  private static final VarHandle TO_DEVICE = field("dstDevice");
  private static final VarHandle TO_PITCH = field("dstPitch");
  private static final VarHandle WIDTH = field("WidthInBytes");
  private static final VarHandle HEIGHT = field("Height");

  private final MemorySegment struct;

  /** In an arena that outlives it. */
  public RectangleCopy(Arena arena) {
    struct = arena.allocate(LAYOUT);
  }

  /** For {@link Driver#cuMemcpy2DAsync}. */
  public MemorySegment struct() {
    return struct;
  }

  /** Copies from the host; pitches are bytes between columns. */
  public RectangleCopy fromHost(MemorySegment address, long pitch) {
    FROM_TYPE.set(struct, 0L, Driver.MEMORY_HOST);
    FROM_HOST.set(struct, 0L, address);
    FROM_PITCH.set(struct, 0L, pitch);
    return this;
  }

  /** Copies from the device. */
  public RectangleCopy fromDevice(long address, long pitch) {
    FROM_TYPE.set(struct, 0L, Driver.MEMORY_DEVICE);
    FROM_DEVICE.set(struct, 0L, address);
    FROM_PITCH.set(struct, 0L, pitch);
    return this;
  }

  /** Copies to the host. */
  public RectangleCopy toHost(MemorySegment address, long pitch) {
    TO_TYPE.set(struct, 0L, Driver.MEMORY_HOST);
    TO_HOST.set(struct, 0L, address);
    TO_PITCH.set(struct, 0L, pitch);
    return this;
  }

  /** Copies to the device. */
  public RectangleCopy toDevice(long address, long pitch) {
    TO_TYPE.set(struct, 0L, Driver.MEMORY_DEVICE);
    TO_DEVICE.set(struct, 0L, address);
    TO_PITCH.set(struct, 0L, pitch);
    return this;
  }

  /** Copies so many columns of so many bytes. */
  public RectangleCopy extent(long columnBytes, long columns) {
    WIDTH.set(struct, 0L, columnBytes);
    HEIGHT.set(struct, 0L, columns);
    return this;
  }

  private static VarHandle field(String name) {
    return LAYOUT.varHandle(PathElement.groupElement(name));
  }
}
