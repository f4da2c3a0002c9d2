package dev.luthier.strategy.unseen;

import dev.luthier.space.Configuration;
import dev.luthier.space.Lattice;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers requests with the first candidate of each trial that is permitted and that no trial has:
 * none that finished, none still open, none earlier in the same answer. When the candidates keep
 * failing, one of the configurations that are left is chosen instead, each as likely as the other;
 * when none is left the answer says so.
 *
 * <p>An abandoned trial says nothing about its configuration, which is therefore left. An open
 * trial's configuration is not, although the trial may yet be abandoned: a space whose last
 * configurations are being evaluated counts as exhausted.
 *
 * <p>Answers are a pure function of the trials observed, the request and the candidates. Used by
 * one thread at a time.
 */
public final class UnseenSearch {
  private static final String PURPOSE = "unseen";

  /**
   * Candidates tried before the search among what is left. While one in twenty is free, 0.6 % of
   * the trials come to that; a hundred hash lookups and draws cost less than a tenth of a
   * millisecond.
   */
  static final int MOST_CANDIDATES = 100;

  private final SearchSpace space;
  private final boolean remembers;
  private final Set<Configuration> finished = new HashSet<>();
  private final Remainder remainder;

  private UnseenSearch(SearchSpace space, boolean remembers, Remainder remainder) {
    this.space = space;
    this.remembers = remembers;
    this.remainder = remainder;
  }

  /**
   * Over the whole space. Where a continuous parameter is always active nothing repeats by chance,
   * so nothing is remembered: a study of a million trials costs a strategy no memory.
   */
  public static UnseenSearch everywhere(SearchSpace space) {
    return new UnseenSearch(space, space.mayRepeat(), Remainder.ofSpace(space, Remainder.BLOCK));
  }

  /**
   * Over the whole space, and remembering always: for candidates that come from a search, which may
   * end in the same corner twice.
   */
  public static UnseenSearch remembering(SearchSpace space) {
    return new UnseenSearch(space, true, Remainder.ofSpace(space, Remainder.BLOCK));
  }

  /** Over the cells of a lattice alone; candidates must be cells of it. */
  public static UnseenSearch within(SearchSpace space, Lattice lattice) {
    return new UnseenSearch(space, true, Remainder.ofLattice(space, lattice));
  }

  /** Takes note of trials that have finished. */
  public void observe(List<Trial.Finished> delta) {
    if (!remembers) {
      return;
    }
    for (Trial.Finished trial : delta) {
      switch (trial) {
        case Trial.Completed _, Trial.Pruned _, Trial.Failed _ ->
            finished.add(trial.configuration());
        case Trial.Abandoned _ -> {
          // Its configuration may be tried again.
        }
      }
    }
  }

  /** O(1) a configuration while candidates are free, O(cells of the lattice) at worst. */
  public Proposals propose(ProposalRequest request, Candidates candidates) {
    Set<Configuration> open = new HashSet<>();
    if (remembers) {
      request.pending().forEach(trial -> open.add(trial.configuration()));
    }
    List<Configuration> chosen = new ArrayList<>();
    for (int i = 0; i < request.count(); i++) {
      long trial = request.firstTrial() + i;
      Optional<Configuration> next =
          firstFree(candidates.forTrial(trial), open)
              .or(() -> remainder.pick(finished, open, request.random().generator(trial, PURPOSE)));
      if (next.isEmpty()) {
        return new Proposals(chosen, true);
      }
      chosen.add(next.get());
      if (remembers) {
        open.add(next.get());
      }
    }
    return new Proposals(chosen, false);
  }

  private Optional<Configuration> firstFree(
      Supplier<Configuration> candidates, Set<Configuration> open) {
    for (int i = 0; i < MOST_CANDIDATES; i++) {
      Configuration candidate = candidates.get();
      boolean taken = remembers && (finished.contains(candidate) || open.contains(candidate));
      if (!taken && space.permits(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
