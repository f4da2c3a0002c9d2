package dev.luthier.testkit;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A random kernel over columns that hold any numbers, and how large its values and derivatives can
 * be.
 *
 * @param kernel the kernel
 * @param size Σ_t v_t: no covariance is larger
 * @param slope no derivative with respect to a coordinate is larger: |dρ/dr| &lt; 1 for every
 *     profile, so that a factor's is at most 1/ℓ, and a product's the sum of those
 */
record RandomKernel(Kernel kernel, double size, double slope) {

  private static final double SHORTEST = 0.3;

  static RandomKernel over(int columns, RandomOperands choice) {
    List<Term> terms = new ArrayList<>();
    double size = 0;
    double slope = 0;
    for (int t = 0; t < 1 + choice.random.nextInt(3); t++) {
      double variance = choice.between(0.1, 2);
      List<Factor> factors = new ArrayList<>();
      for (int f = 0; columns > 0 && f < choice.random.nextInt(3); f++) {
        factors.add(radial(columns, choice));
      }
      terms.add(new Term(variance, factors));
      size += variance;
      slope += variance * factors.size() / SHORTEST;
    }
    return new RandomKernel(new Kernel(terms), size, slope);
  }

  private static Radial radial(int columns, RandomOperands choice) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, columns).boxed().toList());
    List<LengthScale> scales = new ArrayList<>();
    for (int g = 0; !left.isEmpty() && g < 1 + choice.random.nextInt(3); g++) {
      List<Column> shared = new ArrayList<>();
      for (int c = 0; !left.isEmpty() && c < 1 + choice.random.nextInt(3); c++) {
        int index = left.remove(choice.random.nextInt(left.size()));
        shared.add(choice.chance(0.2) ? new Column.Categorical(index) : new Column.Numeric(index));
      }
      scales.add(new LengthScale(choice.between(SHORTEST, 3), shared));
    }
    Activity activity =
        choice.chance(0.2)
            ? new Activity.Masked(
                choice.random.nextInt(columns), choice.oneOf(Activity.InactivePair.values()))
            : new Activity.Always();
    return new Radial(choice.oneOf(RadialProfile.values()), scales, activity);
  }

  /** The relative error of a scaled distance between points of this size, in units of ε. */
  double distanceError(double largestCoordinate) {
    return 4 + 2 * kernel.requiredColumns() + 2 * largestCoordinate / SHORTEST;
  }
}
