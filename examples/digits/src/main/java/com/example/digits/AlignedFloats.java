package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A tensor's numbers in memory that Java fills and PyTorch reads in place. Aligned like PyTorch's
 * own memory, to 64 bytes: Intel's math library, which multiplies PyTorch's matrices, promises the
 * same roundings run after run only for aligned memory, and malloc aligns to 16.
 */
final class AlignedFloats {
  private static final int ALIGNMENT = 64;

  private final Shape shape;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  AlignedFloats(long... dimensions) {
    shape = new Shape(dimensions);
    int size = Math.toIntExact(Math.multiplyExact(shape.size(), Float.BYTES));
    bytes =
        ByteBuffer.allocateDirect(size + 2 * ALIGNMENT)
            .alignedSlice(ALIGNMENT)
            .slice(0, size)
            .order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** All numbers, in row-major order. */
  FloatBuffer floats() {
    return floats;
  }

  /** A tensor that shares this memory until the manager closes it. */
  NDArray tensor(NDManager manager) {
    return manager.create(bytes, shape, DataType.FLOAT32);
  }
}
