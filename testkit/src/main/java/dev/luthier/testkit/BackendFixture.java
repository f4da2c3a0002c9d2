package dev.luthier.testkit;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.Session;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;

/** A backend for a group of tests, because creating one may take a second; a session for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackendFixture {

  private static final int[] SIZES = {0, 1, 2, 3, 7, 8, 13, 31, 32, 33, 63, 64, 65, 100};

  private @Nullable Backend backend;
  private @Nullable Session session;

  abstract BackendProvider provider();

  @BeforeAll
  void createBackend() {
    Availability availability = provider().probe(BackendOptions.defaults());
    switch (availability) {
      case Availability.Available _ -> backend = provider().create(BackendOptions.defaults());
      case Availability.Unavailable(String reason, String remedy) ->
          Assumptions.abort(provider().name() + " is not available: " + reason + ". " + remedy);
    }
  }

  @AfterAll
  void closeBackend() {
    if (backend != null) {
      backend.close();
    }
  }

  @BeforeEach
  void openSession() {
    session = backend().openSession();
  }

  @AfterEach
  void closeSession() {
    session().close();
  }

  Backend backend() {
    if (backend == null) {
      throw new IllegalStateException("the backend was not created");
    }
    return backend;
  }

  Session session() {
    if (session == null) {
      throw new IllegalStateException("no session was opened");
    }
    return session;
  }

  /** Sizes around the edges of the blocks that implementations use. */
  static IntStream sizes() {
    return Arrays.stream(SIZES);
  }

  /** Every size in every layout. */
  static Stream<Arguments> sizesAndLayouts() {
    return sizes()
        .boxed()
        .flatMap(n -> Stream.of(Layout.values()).map(layout -> Arguments.of(n, layout)));
  }

  /** Another size than n, so that the dimensions of an operation differ. */
  static int sizeAfter(int n, int steps) {
    return SIZES[(Arrays.binarySearch(SIZES, n) + steps) % SIZES.length];
  }

  static RandomGenerator random(int seed) {
    return new SplittableRandom(seed);
  }
}
