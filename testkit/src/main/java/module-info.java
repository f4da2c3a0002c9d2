/**
 * Contract suites for everyone who implements a strategy, a store or a backend, and toy objectives.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.testkit {
  requires static org.jspecify;
  requires transitive dev.luthier.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.luthier.testkit;

  uses dev.luthier.linalg.BackendProvider;
}
