package dev.luthier.bench.problem;

/** Something to be minimised, in one instance a seed. Immutable. */
public interface Problem {
  String name();

  Group group();

  /**
   * What a run with this seed has to solve; the same for every method.
   *
   * @throws dev.luthier.error.InvalidInputException when the problem has no instance for the seed
   */
  Instance instance(long seed);

  /** Problems that are chosen and shown together. */
  enum Group {
    NAMED("the six functions: mean log10 of regret, floored at 0.001"),
    MOVED("the six functions, moved: mean log10 of regret, floored at 0.001"),
    MIXED("a mixed space: mean of the best value"),
    TREE(
        "generated tree spaces: mean log10 of regret in units of (median - minimum), floored at"
            + " 0.001"),
    NOISE(
        "noise: mean regret of the true value at the recommended point, in units of (median - best)"
            + " of 100 random values"),
    OBJECTIVES("several objectives: mean of minus the hypervolume"),
    CONSTRAINED("unknown constraints: mean of the best feasible value, or else of the worst seen"),
    WARM_START(
        "earlier studies of like tasks, or of a misleading one: mean log10 of regret, floored at"
            + " 0.001"),
    FAMILIES(
        "heavy tails and bad condition: mean log10 of regret in units of (median - minimum),"
            + " floored at 0.001"),
    DEVELOPMENT(
        "development problems: mean log10 of regret in units of (median - minimum), floored at"
            + " 0.001"),
    DEVELOPMENT_NOISE(
        "development problems with noise: mean regret of the true value at the recommended point,"
            + " in units of (median - best) of 100 random values"),
    DEVELOPMENT_OBJECTIVES(
        "development problems with several objectives: mean of minus the hypervolume, in units of"
            + " that of 2,000 random points"),
    DEVELOPMENT_CONSTRAINED(
        "development problems with constraints: mean log10 of regret in units of (median -"
            + " minimum), floored at 0.001"),
    DEVELOPMENT_CRASHING(
        "development problems that fail in places: mean log10 of regret in units of (median -"
            + " minimum), floored at 0.001"),
    DEVELOPMENT_CHANCE(
        "development problems that fail by chance: mean log10 of regret in units of (median -"
            + " minimum), floored at 0.001"),
    DEVELOPMENT_WARM_START(
        "development problems with earlier studies: mean log10 of regret in units of (median -"
            + " minimum), floored at 0.001");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** Whether tasks come with earlier ones, and without for comparison. */
    public boolean isWarmStart() {
      return this == WARM_START || this == DEVELOPMENT_WARM_START;
    }

    /** Whether scores on different problems may be averaged: areas and costs may not. */
    public boolean hasCommonUnit() {
      return this != OBJECTIVES && this != CONSTRAINED;
    }
  }
}
