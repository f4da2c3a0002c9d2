package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers from {@link #min} to {@link #max}, both included: {@code @Range(min = 16, max = 512,
 * log = true) int width}. For {@code int}, {@code long} and {@code double}.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
  /** The least value; an integer where the component is one. */
  double min();

  /** The greatest value, not less than {@link #min}. */
  double max();

  /** Only min, min + step, … are tried; 0 for all: an {@code int} then has a step of 1. */
  double step() default 0;

  /** Whether equal ratios are equally far apart, instead of equal differences. */
  boolean log() default false;
}
