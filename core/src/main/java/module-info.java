/**
 * The study loop, the stores, the choice of strategies and backends, and study files. Meets
 * strategies and backends only through services.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.core {
  requires static org.jspecify;
  requires transitive dev.luthier.api;
  requires java.sql;
  requires org.snakeyaml.engine;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.core;

  exports dev.luthier.command;
  exports dev.luthier.config;
  exports dev.luthier.explain;
  exports dev.luthier.json;
  exports dev.luthier.report;
  exports dev.luthier.rpc;
  exports dev.luthier.run;
  exports dev.luthier.select;
  exports dev.luthier.select.cost;
  exports dev.luthier.store.memory;
  exports dev.luthier.store.sqlite;
  exports dev.luthier.transfer;
  exports dev.luthier.version;

  uses dev.luthier.linalg.BackendProvider;
  uses dev.luthier.schedule.PrunerProvider;
  uses dev.luthier.strategy.StrategyProvider;
}
