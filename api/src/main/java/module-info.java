/**
 * The value types and service interfaces of Luthier, and the reference linear-algebra backend in
 * plain Java. Depends on nothing.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.api {
  requires static transitive org.jspecify;

  exports dev.luthier.error;
  exports dev.luthier.linalg;
  exports dev.luthier.schedule;
  exports dev.luthier.space;
  exports dev.luthier.space.record;
  exports dev.luthier.store;
  exports dev.luthier.strategy;
  exports dev.luthier.study;

  uses dev.luthier.linalg.ArrayMathProvider;
  uses dev.luthier.linalg.BackendProvider;
  uses dev.luthier.schedule.PrunerProvider;
  uses dev.luthier.strategy.StrategyProvider;

  provides dev.luthier.linalg.BackendProvider with
      dev.luthier.linalg.reference.ReferenceBackendProvider;
}
