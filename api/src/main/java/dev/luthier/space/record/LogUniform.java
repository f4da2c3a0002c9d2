package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Range} on the logarithmic scale, under the name that tuners know it by: learning rates,
 * regularization, sizes. For {@code int}, {@code long} and {@code double}.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface LogUniform {
  /** The least value, positive. */
  double min();

  /** The greatest value, not less than {@link #min}. */
  double max();
}
