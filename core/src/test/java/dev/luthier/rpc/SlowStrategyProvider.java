package dev.luthier.rpc;

import dev.luthier.space.Configuration;
import dev.luthier.strategy.Capability;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * A strategy that proposes as many configurations as it gets permits, and waits for them. Not
 * listed among the services of this class path, where it would be one of the strategies that
 * messages name: see {@link SlowStrategyTest}.
 */
public final class SlowStrategyProvider implements StrategyProvider {
  /** One permit for each configuration. */
  public static final Semaphore PERMITS = new Semaphore(0);

  /** One permit for each time that somebody has begun to wait. */
  public static final Semaphore WAITING = new Semaphore(0);

  /** As services are made. */
  public SlowStrategyProvider() {}

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    return new Slow(setup);
  }

  private record Slow(StrategySetup setup) implements Strategy {
    @Override
    public void observe(List<Trial.Finished> delta) {
      // It does not learn.
    }

    @Override
    public Proposals propose(ProposalRequest request) {
      List<Configuration> proposals = new ArrayList<>();
      for (int i = 0; i < request.count(); i++) {
        WAITING.release();
        PERMITS.acquireUninterruptibly();
        proposals.add(
            setup.space().sample(request.random().generator(request.firstTrial() + i, "slow")));
      }
      return new Proposals(proposals, false);
    }
  }
}
