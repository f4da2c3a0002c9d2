package dev.luthier.bench.quality;

/**
 * One of the conditions that were fixed before the runs, judged.
 *
 * @param condition in words
 * @param figures that it was judged by
 */
record Bar(String condition, boolean holds, String figures) {
  @Override
  public String toString() {
    return (holds ? "holds          " : "does not hold  ") + condition + ": " + figures;
  }
}
