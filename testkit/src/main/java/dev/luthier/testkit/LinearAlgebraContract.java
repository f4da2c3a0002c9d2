package dev.luthier.testkit;

import dev.luthier.linalg.BackendProvider;
import org.junit.jupiter.api.Nested;

/**
 * What every linear-algebra backend must pass. A backend's test extends this class and names its
 * provider:
 *
 * {@snippet :
 * class OpenBlasBackendTest extends LinearAlgebraContract {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new OpenBlasBackendProvider();
 *   }
 * }
 * }
 *
 * If the provider's probe answers {@code Unavailable}, the tests are skipped with that reason.
 */
public abstract class LinearAlgebraContract {

  /** For subclasses. */
  protected LinearAlgebraContract() {}

  /** The backend under test. Called several times; may return the same provider. */
  protected abstract BackendProvider provider();

  /**
   * How many random sequences of operations are compared with the reference backend. 10,000 take
   * some twenty seconds.
   */
  protected int randomSequences() {
    return 10_000;
  }

  /** Provider, backend, life of sessions. */
  @Nested
  class Sessions extends SessionContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Transfers, scopes, adoption. */
  @Nested
  class Memory extends MemoryContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Refusal of wrong arguments. */
  @Nested
  class Arguments extends ArgumentContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Refusal of outputs that overlap. */
  @Nested
  class Overlaps extends OverlapContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Products and solves. */
  @Nested
  class Dense extends DenseContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Factorizations that succeed. */
  @Nested
  class Factor extends FactorContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Factorizations that fail, and those that are nearly singular. */
  @Nested
  class Definiteness extends DefinitenessContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Sums. */
  @Nested
  class Reduce extends ReduceContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Covariance matrices. */
  @Nested
  class Covariance extends CovarianceContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Derivatives of covariances. */
  @Nested
  class CovarianceGradient extends CovarianceGradientContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Fourier features. */
  @Nested
  class Features extends FeatureContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Likelihoods of many small studies. */
  @Nested
  class Likelihoods extends LikelihoodBatchContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }
  }

  /** Everything, at random, against the reference. */
  @Nested
  class RandomOperations extends RandomOperationsContract {
    @Override
    BackendProvider provider() {
      return LinearAlgebraContract.this.provider();
    }

    @Override
    int sequences() {
      return randomSequences();
    }
  }
}
