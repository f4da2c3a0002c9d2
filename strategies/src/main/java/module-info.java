/**
 * The pruners, and the algorithms that propose configurations, one package each. They share nothing
 * but {@code dev.luthier.strategy.unseen} and {@code dev.luthier.strategy.quasirandom}, know the
 * study only through {@code dev.luthier.strategy}, and are found through {@link
 * java.util.ServiceLoader}: nothing is exported.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.strategies {
  requires dev.luthier.api;
  requires dev.luthier.surrogate;
  requires static org.jspecify;

  // Listed a second time in META-INF/services, for the class path.
  provides dev.luthier.schedule.PrunerProvider with
      dev.luthier.pruner.MedianProvider,
      dev.luthier.pruner.PatienceProvider,
      dev.luthier.pruner.PercentileProvider,
      dev.luthier.pruner.ThresholdProvider;
  provides dev.luthier.strategy.StrategyProvider with
      dev.luthier.strategy.gp.GaussianProcessProvider,
      dev.luthier.strategy.grid.GridProvider,
      dev.luthier.strategy.random.RandomProvider,
      dev.luthier.strategy.sobol.SobolProvider;
}
