package dev.luthier.cli.view;

import dev.luthier.cli.terminal.Glyphs;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Style;
import dev.luthier.study.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is, in one line of at most {@code width} columns: what matters least goes first
 * when it is narrow.
 */
record ProgressLine(int width, Glyphs glyphs) {
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 8;
  private static final String GAP = "  ";

  /** Before this many trials, or this much time, a rate would jump about. */
  private static final int TRIALS_FOR_A_RATE = 3;

  /** A part of the line; the part with the highest rank is left out first. */
  private record Part(int rank, Line line) {}

  Line of(RunSnapshot snapshot) {
    List<Part> parts = new ArrayList<>(parts(snapshot));
    while (parts.size() > 1 && join(parts).width() > width) {
      parts.remove(parts.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
    }
    Line facts = join(parts);
    Optional<Double> done = fractionDone(snapshot);
    int room = Math.min(LONGEST_BAR, width - facts.width() - GAP.length());
    if (done.isEmpty() || room < SHORTEST_BAR) {
      return facts;
    }
    return bar(done.get(), room).then(GAP, Style.PLAIN).then(facts);
  }

  private List<Part> parts(RunSnapshot snapshot) {
    List<Part> parts = new ArrayList<>();
    Tally tally = snapshot.tally();
    Budget budget = snapshot.spec().budget();
    String total = budget.trials().isPresent() ? "/" + budget.trials().getAsLong() : " done";
    parts.add(new Part(0, Line.of(tally.spent() + total, Style.BOLD)));
    snapshot
        .best()
        .ifPresent(
            best -> {
              double value = best.evaluation().value(snapshot.spec().firstObjective().name());
              parts.add(new Part(1, Line.of("best " + ShortText.value(value), Style.GOOD)));
            });
    Optional<Double> perSecond = perSecond(snapshot);
    perSecond.ifPresent(r -> parts.add(new Part(5, Line.of(ShortText.rate(r), Style.PLAIN))));
    parts.add(new Part(4, Line.of(ShortText.clock(snapshot.elapsed()), Style.PLAIN)));
    timeLeft(snapshot, perSecond)
        .filter(_ -> isGoingOn(snapshot))
        .ifPresent(
            left -> parts.add(new Part(3, Line.of(ShortText.clock(left) + " left", Style.PLAIN))));
    addIfAny(parts, tally.failed(), "failed", Style.BAD);
    addIfAny(parts, tally.pruned(), "pruned", Style.DIM);
    addIfAny(parts, tally.abandoned(), "abandoned", Style.WARNING);
    return parts;
  }

  private static void addIfAny(List<Part> parts, long n, String what, Style style) {
    if (n > 0) {
      parts.add(new Part(2, Line.of(n + " " + what, style)));
    }
  }

  private static Line join(List<Part> parts) {
    Line line = Line.EMPTY;
    for (Part part : parts) {
      line = line.spans().isEmpty() ? part.line : line.then(GAP, Style.PLAIN).then(part.line);
    }
    return line;
  }

  private Line bar(double done, int columns) {
    int full = (int) Math.round(Math.clamp(done, 0.0, 1.0) * columns);
    return Line.of(glyphs.bar().repeat(full), Style.ACCENT)
        .then(glyphs.track().repeat(columns - full), Style.DIM);
  }

  private static Optional<Double> perSecond(RunSnapshot snapshot) {
    double seconds = snapshot.elapsed().toMillis() / 1e3;
    long finished = snapshot.tally().spent() - snapshot.before().spent();
    return finished < TRIALS_FOR_A_RATE || seconds <= 0
        ? Optional.empty()
        : Optional.of(finished / seconds);
  }

  /** By whichever limit, trials or time, will be reached first. */
  private static Optional<Duration> timeLeft(RunSnapshot snapshot, Optional<Double> perSecond) {
    Budget budget = snapshot.spec().budget();
    Optional<Duration> byTime = budget.timeout().map(t -> t.minus(snapshot.elapsed()));
    if (budget.trials().isEmpty() || perSecond.isEmpty()) {
      return byTime;
    }
    long left = Math.max(0, budget.trials().getAsLong() - snapshot.tally().spent());
    Duration byTrials = Duration.ofMillis((long) (1e3 * left / perSecond.get()));
    return byTime.filter(t -> t.compareTo(byTrials) < 0).or(() -> Optional.of(byTrials));
  }

  /** Whether more trials may start: not at the end, and not once the user has stopped the run. */
  private static boolean isGoingOn(RunSnapshot snapshot) {
    return !snapshot.running().isEmpty() && snapshot.notice().isEmpty();
  }

  private static Optional<Double> fractionDone(RunSnapshot snapshot) {
    Budget budget = snapshot.spec().budget();
    Optional<Double> ofTime =
        budget.timeout().map(t -> snapshot.elapsed().toMillis() / (double) t.toMillis());
    if (budget.trials().isEmpty()) {
      return ofTime;
    }
    double ofTrials = snapshot.tally().spent() / (double) budget.trials().getAsLong();
    return Optional.of(Math.max(ofTrials, ofTime.orElse(0.0)));
  }
}
