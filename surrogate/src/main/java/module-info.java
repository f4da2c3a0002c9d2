/**
 * Surrogate models, acquisition functions and the optimizer they share: useful alone, to other
 * tuners and to people who benchmark surrogates. Experimental: names may still change.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.surrogate {
  requires transitive dev.luthier.api;
  requires static org.jspecify;

  exports dev.luthier.acquisition;
  exports dev.luthier.optimize;
  exports dev.luthier.pareto;
  exports dev.luthier.surrogate;
}
