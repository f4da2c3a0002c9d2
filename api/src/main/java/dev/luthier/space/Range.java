package dev.luthier.space;

/** The least and the greatest value of a numeric parameter. */
record Range(double low, double high) {

  /**
   * @throws IllegalArgumentException when the parameter is not numeric
   */
  static Range of(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter p ->
          p.cardinality().isPresent()
              ? new Range(p.valueAt(0), p.valueAt(p.cardinality().getAsLong() - 1))
              : new Range(p.low(), p.high());
      case IntegerParameter p ->
          new Range(p.valueAt(0), p.valueAt(p.cardinality().getAsLong() - 1));
      case CategoricalParameter<?> _, OrdinalParameter<?> _ ->
          throw new IllegalArgumentException(parameter + " is not numeric");
    };
  }
}
