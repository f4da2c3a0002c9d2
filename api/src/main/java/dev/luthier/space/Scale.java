package dev.luthier.space;

/** How distance is measured along a numeric parameter. */
public enum Scale {
  /** Equal differences are equally far apart. */
  LINEAR,
  /** Equal ratios are equally far apart; the lower bound must be positive. */
  LOG
}
