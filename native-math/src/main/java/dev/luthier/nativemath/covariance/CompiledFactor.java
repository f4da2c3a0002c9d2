package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import java.util.ArrayList;
import java.util.List;

/**
 * A radial factor in flat arrays: numeric columns first, then categorical ones.
 *
 * <pre>
 *   name          meaning                                                     length
 *   columns       column of the points                                        columns read
 *   theta         index in θ of the column's log ℓ                            columns read
 *   weight        √multiple/ℓ of a numeric column, multiple/ℓ² of a categorical one
 *   numeric       how many of them are numeric
 *   mask          column of the mask, or −1 if always active
 *   inactivePair  the factor's value for two inactive points
 * </pre>
 */
final class CompiledFactor {

  final Decay decay;
  final int[] columns;
  final int[] theta;
  final double[] weight;
  final int numeric;
  final int mask;
  final double inactivePair;

  /**
   * Compiles.
   *
   * @param firstTheta index in the kernel's θ of the factor's first
   */
  CompiledFactor(Radial radial, int firstTheta) {
    decay = Decay.of(radial.profile());
    List<Entry> numerics = new ArrayList<>();
    List<Entry> categories = new ArrayList<>();
    for (int g = 0; g < radial.scales().size(); g++) {
      LengthScale scale = radial.scales().get(g);
      double inverse = Math.sqrt(decay.multiple()) / scale.value();
      for (Column column : scale.columns()) {
        switch (column) {
          case Column.Numeric(int c) -> numerics.add(new Entry(c, firstTheta + g, inverse));
          case Column.Categorical(int c) ->
              categories.add(new Entry(c, firstTheta + g, inverse * inverse));
        }
      }
    }
    numeric = numerics.size();
    numerics.addAll(categories);
    columns = numerics.stream().mapToInt(Entry::column).toArray();
    theta = numerics.stream().mapToInt(Entry::theta).toArray();
    weight = numerics.stream().mapToDouble(Entry::weight).toArray();
    mask =
        switch (radial.activity()) {
          case Activity.Always() -> -1;
          case Activity.Masked(int column, var _) -> column;
        };
    inactivePair =
        switch (radial.activity()) {
          case Activity.Always() -> 1;
          case Activity.Masked(var _, Activity.InactivePair pair) ->
              switch (pair) {
                case ZERO -> 0;
                case ONE -> 1;
              };
        };
  }

  private record Entry(int column, int theta, double weight) {}

  boolean masked() {
    return mask >= 0;
  }
}
