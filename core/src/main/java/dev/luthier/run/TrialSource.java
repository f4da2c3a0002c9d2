package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.SearchLimit;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Budget;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Where a study's trials come from: those that wait, and the strategy. Thread-safe; those who ask
 * take turns.
 */
final class TrialSource implements AutoCloseable {
  private final StudyJournal journal;
  private final Strategy strategy;
  private final RandomStreams random;

  /** Guards strategy and observed; taken before the journal's lock. */
  private final ReentrantLock lock = new ReentrantLock();

  private int observed;
  private volatile boolean closed;

  TrialSource(StudyJournal journal, Strategy strategy, RandomStreams random) {
    this.journal = journal;
    this.strategy = strategy;
    this.random = random;
  }

  /** Trials that have been claimed, and why there are not more, if there will be none. */
  record Claimed(List<Trial> trials, Optional<StopReason> done) {}

  /**
   * Claims trials for a worker; they become durable when the log's last event does.
   *
   * @param budget says whether more may start
   */
  Claimed claim(Ask ask, Budget budget, String worker) {
    // Waiting for others counts too.
    SearchLimit limit =
        ask.limit().map(l -> SearchLimit.after(l, System::nanoTime)).orElse(SearchLimit.NONE);
    lock.lock();
    try {
      Optional<List<Trial>> before = ask.key().flatMap(journal::askedBefore);
      if (before.isPresent()) {
        return new Claimed(before.get(), journal.done(budget));
      }
      Optional<StopReason> done = journal.done(budget);
      if (done.isPresent()) {
        return new Claimed(List.of(), done);
      }
      int wanted = (int) Math.min(ask.count(), journal.startable(budget).orElse(Long.MAX_VALUE));
      boolean isExhausted = !provide(wanted, budget, limit);
      List<Trial> claimed = journal.claimPending(wanted, worker, ask.key());
      boolean isShort = claimed.size() < ask.count();
      if (isShort && isExhausted) {
        return new Claimed(claimed, Optional.of(StopReason.EXHAUSTED));
      }
      return new Claimed(claimed, isShort ? journal.done(budget) : Optional.empty());
    } finally {
      leave();
    }
  }

  /** A trial that comes before anything the strategy proposes; its number. */
  long enqueue(Configuration configuration, Optional<String> key) {
    lock.lock();
    try {
      return journal.enqueue(configuration, key);
    } finally {
      leave();
    }
  }

  /** Trials that are finished as they come; their numbers. */
  List<Long> add(
      List<EvaluatedTrial> trials, List<Configuration> configurations, Optional<String> key) {
    lock.lock();
    try {
      return journal.add(trials, configurations, key);
    } finally {
      leave();
    }
  }

  /** Gives back what the strategy holds; if it is being asked, whoever asks does so afterwards. */
  @Override
  public void close() {
    closed = true;
    if (lock.tryLock()) {
      leave();
    }
  }

  private void leave() {
    try {
      if (closed) {
        strategy.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sees to it that so many trials wait, or as many as the time allows. False when the strategy has
   * no more.
   */
  private boolean provide(int wanted, Budget budget, SearchLimit limit) {
    int piece = limit == SearchLimit.NONE ? wanted : 1;
    for (int waiting = journal.read(StudyState::pendingCount);
        waiting < wanted && (waiting == 0 || !limit.isReached(0));
        waiting = journal.read(StudyState::pendingCount)) {
      int count = Math.min(piece, wanted - waiting);
      if (propose(count, budget, limit).configurations().isEmpty()) {
        return false;
      }
      // In growing pieces, so that the clock is looked at early and the strategy is not asked
      // often.
      piece = Math.min(2 * piece, wanted);
    }
    return true;
  }

  /** What the strategy believes best of what it has been shown, all that has finished included. */
  Optional<Configuration> recommend() {
    lock.lock();
    try {
      show(journal.read(state -> state.finishedFrom(observed)));
      return strategy.recommend();
    } finally {
      leave();
    }
  }

  /** What is seen in the strategy's model, all that has finished included. */
  <T> Optional<T> surrogate(Function<Surrogate, T> look) {
    lock.lock();
    try {
      show(journal.read(state -> state.finishedFrom(observed)));
      return strategy.surrogate().map(look);
    } finally {
      leave();
    }
  }

  private void show(List<Trial.Finished> delta) {
    if (!delta.isEmpty()) {
      strategy.observe(delta);
      observed += delta.size();
    }
  }

  /** Shows the strategy what is new and records its proposals as pending trials. */
  private Proposals propose(int count, Budget budget, SearchLimit limit) {
    Moment now =
        journal.read(
            state ->
                new Moment(
                    state.events(),
                    state.finishedFrom(observed),
                    new ProposalRequest(
                        count,
                        state.trialCount(),
                        state.open(),
                        journal.startable(budget),
                        random,
                        limit)));
    show(now.delta());
    Proposals proposals = strategy.propose(now.request());
    journal.propose(proposals, now.basis());
    return proposals;
  }

  /** What a proposal is based on, all of it at one position of the log. */
  private record Moment(long basis, List<Trial.Finished> delta, ProposalRequest request) {}
}
