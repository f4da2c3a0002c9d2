package dev.luthier.cli.view;

import dev.luthier.study.Trial;

/** How many trials ended how. */
public record Tally(long completed, long failed, long pruned, long abandoned) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0);

  public long finished() {
    return completed + failed + pruned + abandoned;
  }

  /** Those that count against a budget: an abandoned trial says nothing about its configuration. */
  public long spent() {
    return completed + failed + pruned;
  }

  /** As this, with one more trial. */
  public Tally plus(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed _ -> new Tally(completed + 1, failed, pruned, abandoned);
      case Trial.Failed _ -> new Tally(completed, failed + 1, pruned, abandoned);
      case Trial.Pruned _ -> new Tally(completed, failed, pruned + 1, abandoned);
      case Trial.Abandoned _ -> new Tally(completed, failed, pruned, abandoned + 1);
    };
  }
}
