package dev.luthier.strategy.gp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the model of a space with conditions sees branches; without conditions all are the same. */
enum ConditionalKernel {
  /** One product, in which an inactive parameter has a place of its own: {@link ModelSpace}. */
  EMBEDDED,
  /** A sum over groups of parameters: {@link AdditiveFamily}. */
  ADDITIVE,
  /** At each fit the one of both that makes the observations more probable. */
  EVIDENCE;

  /** As written in a study. */
  static final List<String> NAMES =
      Arrays.stream(values()).map(kernel -> kernel.name().toLowerCase(Locale.ROOT)).toList();

  static ConditionalKernel named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
