package com.example.digits;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Leaves out hidden units at random and scales the others by 1 / (1 − rate), so that sums keep
 * their size (Srivastava et al. 2014, §10). Drawn here and not by PyTorch, whose generator is
 * shared by all trials of the process.
 */
final class DropoutMasks implements FoldNetworks.Dropout {
  /**
   * A random long makes four masks of 16 bits; rates are multiples of 0.05, so 1 / 65,536 is
   * resolution enough.
   */
  private static final int BITS = 16;

  private final int rate;
  private final float scale;
  private final RandomGenerator random;
  private final float[] drawn;
  private final List<AlignedFloats> masks = new ArrayList<>();

  DropoutMasks(Settings settings, RandomGenerator random) {
    this.random = random;
    rate = (int) Math.round(settings.dropout() * (1 << BITS));
    scale = (float) (1 / (1 - settings.dropout()));
    drawn = new float[StratifiedFolds.FOLDS * settings.batch() * settings.width()];
    for (int i = 0; i < settings.depth(); i++) {
      masks.add(new AlignedFloats(StratifiedFolds.FOLDS, settings.batch(), settings.width()));
    }
  }

  /**
   * Memory of a layer's mask is used again at the next step: gradients must have been computed by
   * then.
   */
  @Override
  public NDArray apply(int layer, NDArray x) {
    if (rate == 0) {
      return x;
    }
    AlignedFloats mask = masks.get(layer);
    draw();
    mask.floats().put(0, drawn);
    return x.mul(mask.tensor(x.getManager()));
  }

  private void draw() {
    long bits = 0;
    for (int i = 0; i < drawn.length; i++) {
      bits = i % (Long.SIZE / BITS) == 0 ? random.nextLong() : bits >>> BITS;
      drawn[i] = (bits & ((1 << BITS) - 1)) < rate ? 0 : scale;
    }
  }
}
