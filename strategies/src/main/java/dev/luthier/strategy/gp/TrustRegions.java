package dev.luthier.strategy.gp;

import dev.luthier.space.SearchSpace;
import dev.luthier.study.RandomStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Several trust regions at once, as they are after the observations so far: a fold over the log, in
 * which no model has a part, so that replaying a hundred thousand observations costs milliseconds
 * and not the fits.
 *
 * <pre>
 *   trial      0  1  2  3  4  5  6  …      takes its turn in the region of its seat
 *   seat       0  1  0  2  0  3  0  …      seat 0 is always the region with the best value
 * </pre>
 *
 * <p><b>Whose a trial is</b> its number says, because a proposal does not tell where it came from
 * and a region's box, which has the length scales of its model, cannot be replayed without the
 * model. TuRBO-m lets the regions compete by one draw from each; that needs every region's model
 * for every proposal, and models whose targets are comparable, while here each scales its own. What
 * the competition is for, most trials where most is to be gained, seat 0 does. In a sequence of
 * single asks a trial's seat is the region that proposed it; with many trials open another may sit
 * there by the time one comes back. So a trial counts only if it lies within L of its region's
 * centre, which every proposal of the region does. That leaves out configurations of other origin
 * too; but one that is better than all is the centre of a new search.
 *
 * <p>When a search is spent, another begins elsewhere: at the best of 64 random observations that
 * are apart from the other regions and from where searches have ended lately. At a hundred thousand
 * observations that tells more than the paper's new random design would.
 *
 * <p>Costs O(d) an observation, a restart O(d) for each of its entrants. Confined to one thread.
 */
final class TrustRegions {
  /** Half of the trials are the best region's; of the others each has a sixth. */
  static final int COUNT = 4;

  /** If nine tenths of all observations are near spent searches, there are six to choose from. */
  static final int TOURNAMENT = 64;

  /** Nearer in every coordinate is the same hill: a quarter of a region's first side. */
  static final double APART = TrustRegion.INITIAL_LENGTH / 4;

  /** A bound on the cost of a restart; older ends may be looked at again. */
  private static final int MOST_ENDS = 16;

  /** Coordinates are decoded and encoded in between. */
  private static final double ROUNDING = 1e-9;

  private static final String RESTART = "gp restart";

  private final Observations observations;
  private final int[] continuous;
  private final int patience;
  private final int from;
  private final RandomStreams random;
  private final List<Seat> seats = new ArrayList<>();
  private final Deque<Integer> ends = new ArrayDeque<>();
  private int seen;
  private int restarts;

  /** A region and what its model sees. */
  record Seat(TrustRegion region, LocalSet set) {}

  /**
   * Regions that begin in the best of the first observations.
   *
   * @param from observations before any region, at least 1
   * @param seed of the study
   */
  TrustRegions(
      SearchSpace space, ModelSpace model, Observations observations, int from, long seed) {
    this.observations = observations;
    this.continuous =
        model.axes().stream()
            .mapToInt(ModelSpace.Axis::parameter)
            .filter(i -> space.parameters().get(i).cardinality().isEmpty())
            .toArray();
    this.patience = TrustRegion.patience(model.axes().size());
    this.from = from;
    this.random = new RandomStreams(seed);
  }

  /** Takes in the observations that have come. */
  void observed() {
    if (seats.isEmpty() && observations.count() >= from) {
      begin();
      seen = from;
    }
    while (!seats.isEmpty() && seen < observations.count()) {
      observe(seen++);
    }
  }

  /** The regions, the best first; none before there are observations enough. */
  List<Seat> seats() {
    return List.copyOf(seats);
  }

  /** Whose turn a trial is. */
  Seat turn(long trial) {
    return seats.get(seat(trial));
  }

  /** Every other trial is the best region's, the rest go round. */
  static int seat(long trial) {
    return trial % 2 == 0 ? 0 : 1 + (int) (trial / 2 % (COUNT - 1));
  }

  /** The best observations that are apart; if there are too few such, the best of the others. */
  private void begin() {
    List<Integer> ascending =
        IntStream.range(0, from)
            .boxed()
            .sorted(Comparator.comparingDouble(observations::value))
            .toList();
    List<Integer> centres = new ArrayList<>();
    for (int row : ascending) {
      if (centres.size() < COUNT && isApart(row, centres)) {
        centres.add(row);
      }
    }
    for (int i = 0; centres.size() < COUNT; i++) {
      centres.add(ascending.get(i % from));
    }
    centres.forEach(row -> seats.add(beginning(row, from)));
    leadWithTheBest();
  }

  private void observe(int row) {
    double value = observations.value(row);
    for (Seat seat : seats) {
      if (isWithin(seat.region(), row)) {
        seat.set().add(row);
      }
    }
    int own = seat(observations.number(row));
    if (isWithin(seats.get(own).region(), row)) {
      TrustRegion region = seats.get(own).region().after(row, value, patience);
      seats.set(own, new Seat(region, seats.get(own).set()));
    } else if (value < seats.getFirst().region().best()) {
      restart(worst(), row, row + 1);
    }
    for (int s = 0; s < COUNT; s++) {
      Seat seat = seats.get(s);
      if (seat.region().isSpent()) {
        restart(s, elsewhere(row + 1), row + 1);
      } else if (seat.set().isStaleFor(seat.region(), observations)) {
        seats.set(s, new Seat(seat.region(), new LocalSet(row + 1, seat.region())));
      }
    }
    leadWithTheBest();
  }

  private void restart(int s, int centre, int position) {
    ends.addLast(seats.get(s).region().centre());
    if (ends.size() > MOST_ENDS) {
      ends.removeFirst();
    }
    seats.set(s, beginning(centre, position));
  }

  private Seat beginning(int centre, int position) {
    TrustRegion region = TrustRegion.around(centre, observations.value(centre));
    return new Seat(region, new LocalSet(position, region));
  }

  /** Among the first {@code position} observations, where a search is to begin. */
  private int elsewhere(int position) {
    List<Integer> taken = new ArrayList<>(ends);
    seats.forEach(seat -> taken.add(seat.region().centre()));
    RandomGenerator generator = random.generator(restarts++, RESTART);
    int best = generator.nextInt(position);
    boolean isBestApart = isApart(best, taken);
    for (int k = 1; k < TOURNAMENT; k++) {
      int row = generator.nextInt(position);
      boolean isApart = isApart(row, taken);
      boolean isBetter = Double.compare(observations.value(row), observations.value(best)) < 0;
      if (isApart == isBestApart ? isBetter : isApart) {
        best = row;
        isBestApart = isApart;
      }
    }
    return best;
  }

  private boolean isApart(int row, Collection<Integer> taken) {
    Candidate candidate = observations.candidate(row);
    return taken.stream()
        .noneMatch(other -> candidate.distance(observations.candidate(other)) < APART);
  }

  /**
   * Whether an observation is where a region's proposals are. Discrete parameters may take a step
   * of any size anywhere, so they do not count.
   */
  private boolean isWithin(TrustRegion region, int row) {
    Candidate centre = observations.candidate(region.centre());
    Candidate candidate = observations.candidate(row);
    for (int i : continuous) {
      if (centre.active()[i]
          && candidate.active()[i]
          && Math.abs(centre.point()[i] - candidate.point()[i]) > region.length() + ROUNDING) {
        return false;
      }
    }
    return true;
  }

  private int worst() {
    return IntStream.range(0, COUNT)
        .reduce((a, b) -> seats.get(b).region().best() > seats.get(a).region().best() ? b : a)
        .orElseThrow();
  }

  private void leadWithTheBest() {
    for (int s = 1; s < COUNT; s++) {
      if (seats.get(s).region().best() < seats.getFirst().region().best()) {
        seats.set(s, seats.set(0, seats.get(s)));
      }
    }
  }
}
