package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Some numbers in an order, of which neighbours are alike: {@code @Values({16, 32, 64, 128}) int
 * batchSize}. For {@code int}, {@code long} and {@code double}; distances are counted in ranks.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Values {
  /** Different numbers, at least one; integers where the component is one. */
  double[] value();
}
