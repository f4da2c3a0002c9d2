package dev.luthier.nativemath.covariance;

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
import java.util.SplittableRandom;

/**
 * Any kernel of the algebra, and points for it: columns 0 to 5 are numeric, 6 and 7 categorical, 8
 * is a mask. Column 5 is NaN where the mask is off, and only masked factors read it.
 */
record RandomKernel(SplittableRandom random) {

  static final int COLUMNS = 9;
  private static final int MASK = 8;
  private static final List<RadialProfile> PROFILES = List.of(RadialProfile.values());

  Kernel next() {
    List<Term> terms = new ArrayList<>();
    for (int t = random.nextInt(1, 4); t > 0; t--) {
      List<Factor> factors = new ArrayList<>();
      // Terms of one factor have a path of their own.
      for (int f = random.nextBoolean() ? 1 : random.nextInt(0, 4); f > 0; f--) {
        factors.add(factor());
      }
      terms.add(new Term(random.nextDouble(0.5, 2), factors));
    }
    return new Kernel(terms);
  }

  private Radial factor() {
    boolean masked = random.nextInt(3) == 0;
    List<LengthScale> scales = new ArrayList<>();
    List<Column> shared = new ArrayList<>();
    for (int c = 0; c < MASK; c++) {
      boolean chosen = c == 5 ? masked : random.nextInt(3) > 0;
      if (chosen) {
        shared.add(c < 6 ? new Column.Numeric(c) : new Column.Categorical(c));
      }
      if (!shared.isEmpty() && random.nextInt(3) > 0) {
        scales.add(new LengthScale(random.nextDouble(0.3, 2), shared));
        shared.clear();
      }
    }
    if (scales.isEmpty()) {
      scales.add(LengthScale.categorical(0.7, 6));
    }
    RadialProfile profile = PROFILES.get(random.nextInt(PROFILES.size()));
    Activity.InactivePair pair =
        random.nextBoolean() ? Activity.InactivePair.ONE : Activity.InactivePair.ZERO;
    return masked
        ? new Radial(profile, scales, new Activity.Masked(MASK, pair))
        : Radial.of(profile, scales);
  }

  /** n × COLUMNS, by columns. */
  double[] points(int n) {
    double[] elements = new double[n * COLUMNS];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < COLUMNS; c++) {
        elements[i + c * n] = c < 6 ? random.nextDouble() : random.nextInt(c == MASK ? 2 : 3);
      }
      if (elements[i + MASK * n] == 0) {
        elements[i + 5 * n] = Double.NaN;
      }
    }
    return elements;
  }
}
