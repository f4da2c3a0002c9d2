package dev.luthier.pruner;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them, in a reason. */
final class Texts {
  /** More than anybody compares by eye. */
  private static final MathContext DIGITS = new MathContext(6);

  private Texts() {}

  static String of(double value) {
    return Double.isFinite(value)
        ? Double.toString(new BigDecimal(value).round(DIGITS).doubleValue())
        : Double.toString(value);
  }
}
