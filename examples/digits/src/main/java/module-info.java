/** Tunes a small neural network on handwritten digits: an example of a user's program. */
@org.jspecify.annotations.NullMarked
module com.example.digits {
  requires ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires transitive dev.luthier.api;
  requires static org.jspecify;

  exports com.example.digits;
}
