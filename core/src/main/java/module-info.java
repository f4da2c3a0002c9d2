/**
 * The study loop, the stores, the choice of strategies and backends, and study files. Meets
 * strategies and backends only through services.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.core {
  requires static org.jspecify;
  requires transitive dev.luthier.api;
  requires org.snakeyaml.engine;

  exports dev.luthier.config;
  exports dev.luthier.run;
  exports dev.luthier.select;
  exports dev.luthier.store.memory;

  uses dev.luthier.linalg.BackendProvider;
  uses dev.luthier.strategy.StrategyProvider;
}
