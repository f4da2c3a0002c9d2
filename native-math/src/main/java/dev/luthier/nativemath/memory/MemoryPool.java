package dev.luthier.nativemath.memory;

import dev.luthier.linalg.DeviceOutOfMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of memory that are given out, taken back and given out again. Opening an arena costs 12 to
 * 19 µs and zero-fills; a block that is there costs a look into a map. Thread-safe; guarded by its
 * own monitor.
 *
 * <p>Small blocks are cut from slabs and live as long as the pool. A large block has an arena of
 * its own, so that it can return to the system when the pool needs room for another size.
 */
public final class MemoryPool implements AutoCloseable {

  /** A cache line, and the widest vector register. */
  private static final long ALIGNMENT = 64;

  /** Holds a few hundred factors of small studies; what an idle backend keeps at most in vain. */
  private static final long SLAB = 4L << 20;

  /** At most an eighth of a slab is lost at its end. */
  private static final long LARGEST_SMALL = SLAB / 8;

  /** No machine has as much, and rounding up to a class of sizes stays within a long. */
  private static final long LARGEST_LIMIT = 1L << 62;

  /**
   * A piece of memory.
   *
   * @param segment aligned to 64 bytes
   * @param own the arena of a large block
   */
  record Block(MemorySegment segment, @Nullable Arena own) {}

  private final long limit;
  private final Map<Long, Deque<Block>> free = new HashMap<>();
  private final List<Arena> arenas = new ArrayList<>();
  private MemorySegment rest = MemorySegment.NULL;
  private long reserved;
  private long inUse;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param limit bytes that may be reserved from the system
   */
  public MemoryPool(long limit) {
    this.limit = Math.min(limit, LARGEST_LIMIT);
  }

  /**
   * A pool that may grow as large as the Java heap: where the virtual machine, which counts arenas
   * as direct memory, stops by default as well.
   */
  public static MemoryPool asLargeAsTheHeap() {
    return new MemoryPool(Runtime.getRuntime().maxMemory());
  }

  /**
   * Memory for a matrix, contents unspecified.
   *
   * @throws DeviceOutOfMemoryException if neither the pool nor the system has room
   */
  public synchronized OffHeapStorage allocate(int rows, int cols) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    int leadingDimension = LeadingDimension.of(rows, cols);
    if (cols > limit / Double.BYTES / leadingDimension) {
      throw exhausted(rows, cols);
    }
    long size = sizeClass((long) leadingDimension * cols * Double.BYTES);
    Block block = reuse(size);
    if (block == null) {
      block = size <= LARGEST_SMALL ? cut(size) : open(size);
    }
    if (block == null) {
      throw exhausted(rows, cols);
    }
    inUse += size;
    return new OffHeapStorage(block, leadingDimension);
  }

  /** Takes a block back. */
  public synchronized void free(OffHeapStorage storage) {
    Block block = storage.block();
    inUse -= block.segment().byteSize();
    free.computeIfAbsent(block.segment().byteSize(), _ -> new ArrayDeque<>()).push(block);
  }

  /** Bytes given out and not taken back. */
  public synchronized long bytesInUse() {
    return inUse;
  }

  /** Bytes held from the system, in use or not. */
  public synchronized long bytesReserved() {
    return reserved;
  }

  /** Returns all memory to the system. Closing twice does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    free.clear();
    rest = MemorySegment.NULL;
    for (Arena arena : arenas) {
      arena.close();
    }
    arenas.clear();
    reserved = 0;
  }

  /** Rounds up to an eighth to a quarter of the size: matrices that grow by a row share a block. */
  static long sizeClass(long bytes) {
    long atLeast = Math.max(ALIGNMENT, bytes);
    long step = Math.max(ALIGNMENT, Long.highestOneBit(atLeast - 1) / 4);
    return (atLeast + step - 1) / step * step;
  }

  private @Nullable Block reuse(long size) {
    Deque<Block> blocks = free.get(size);
    return blocks == null ? null : blocks.poll();
  }

  private @Nullable Block cut(long size) {
    if (rest.byteSize() < size) {
      Block slab = open(SLAB);
      if (slab == null) {
        return null;
      }
      rest = slab.segment();
    }
    Block block = new Block(rest.asSlice(0, size), null);
    rest = rest.asSlice(size);
    return block;
  }

  /** A new arena; null if there is no room even after giving free blocks back. */
  private @Nullable Block open(long size) {
    if (size > limit - reserved) {
      returnFreeLargeBlocks();
    }
    return size > limit - reserved ? null : openWithinLimit(size);
  }

  private @Nullable Block openWithinLimit(long size) {
    Arena arena = Arena.ofShared();
    try {
      Block block = new Block(arena.allocate(size, ALIGNMENT), arena);
      arenas.add(arena);
      reserved += size;
      return block;
    } catch (OutOfMemoryError _) {
      // The caller reports it as the answer to this one allocation, which it is.
      arena.close();
      return null;
    }
  }

  private void returnFreeLargeBlocks() {
    for (Deque<Block> blocks : free.values()) {
      blocks.removeIf(this::returned);
    }
  }

  private boolean returned(Block block) {
    if (block.own() == null) {
      return false;
    }
    reserved -= block.segment().byteSize();
    arenas.remove(block.own());
    block.own().close();
    return true;
  }

  private DeviceOutOfMemoryException exhausted(int rows, int cols) {
    long mebibyte = 1L << 20;
    return new DeviceOutOfMemoryException(
        rows,
        cols,
        String.format(
            Locale.ROOT,
            "%d MiB are in use, and this backend may use %d MiB or what the system grants"
                + " (the bound is the Java heap's: raise it with -Xmx)",
            inUse / mebibyte,
            limit / mebibyte));
  }
}
