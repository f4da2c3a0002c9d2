package dev.luthier.strategy.unseen;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Lattice;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnseenSearchTest {
  private static final RandomStreams STREAMS = new RandomStreams(1);

  /**
   * A million configurations of which ten are left: twelve proposals read them once (half a second
   * in a cold process). A reading for each would take eleven times as long as the one here.
   */
  @Test
  void findsTheLastOfAMillionInOneReading() {
    SearchSpace space = cube(100);
    long start = System.nanoTime();
    List<Configuration> all = cells(space);
    Set<Configuration> seen = new HashSet<>(all.subList(0, all.size() - 10));
    long reading = System.nanoTime() - start;
    UnseenSearch search = UnseenSearch.everywhere(space);
    search.observe(finished(List.copyOf(seen)));
    start = System.nanoTime();
    Proposals answer = search.propose(request(0, 12), uniform(space));
    long search12 = System.nanoTime() - start;
    assertTrue(answer.exhausted());
    Set<Configuration> left = Set.copyOf(all.subList(all.size() - 10, all.size()));
    assertEquals(left, Set.copyOf(answer.configurations()));
    assertTrue(search12 < 4 * reading, search12 * 1e-9 + " s; a reading takes " + reading * 1e-9);
  }

  /**
   * Ten left of a thousand, so that most trials come to the search: each is found equally often.
   */
  @Test
  void everyConfigurationThatIsLeftIsEquallyLikely() {
    SearchSpace space = cube(10);
    List<Configuration> all = cells(space);
    UnseenSearch search = UnseenSearch.everywhere(space);
    List<Configuration> seen = new ArrayList<>(all);
    List<Configuration> left = IntStream.range(0, 10).mapToObj(i -> all.get(97 * i + 5)).toList();
    seen.removeAll(left);
    search.observe(finished(seen));
    int trials = 5_000;
    Map<Configuration, Integer> counts = new HashMap<>();
    for (int n = 0; n < trials; n++) {
      Proposals answer = search.propose(request(n, 1), _ -> all::getFirst);
      counts.merge(answer.configurations().getFirst(), 1, Integer::sum);
    }
    assertEquals(Set.copyOf(left), counts.keySet());
    double sigma = Math.sqrt(trials * 0.1 * 0.9);
    counts.values().forEach(count -> assertEquals(trials / 10.0, count, 5 * sigma));
  }

  @Test
  void whatIsKeptOfTheLatticeEqualsAFreshReading() {
    SearchSpace space = cube(4);
    Set<Configuration> finished = new HashSet<>();
    Remainder kept = Remainder.ofSpace(space, 5);
    for (int n = 0; n < 64; n++) {
      var random = STREAMS.generator(n, "test");
      var again = STREAMS.generator(n, "test");
      var picked = kept.pick(finished, Set.of(), random);
      assertEquals(Remainder.ofSpace(space, 5).pick(finished, Set.of(), again), picked);
      kept.pick(finished, Set.of(picked.orElseThrow()), STREAMS.generator(n, "other"));
      assertTrue(finished.add(picked.orElseThrow()));
    }
    assertTrue(kept.pick(finished, Set.of(), STREAMS.generator(64, "test")).isEmpty());
  }

  @Test
  void openTrialsOfTheFirstBlockLeaveTheLaterOnes() {
    SearchSpace space = cube(2);
    List<Configuration> all = cells(space);
    Remainder remainder = Remainder.ofSpace(space, 3);
    Set<Configuration> open = Set.copyOf(all.subList(0, 7));
    var picked = remainder.pick(Set.of(), open, STREAMS.generator(0, "test"));
    assertEquals(all.getLast(), picked.orElseThrow());
  }

  /**
   * One choice of a thousand opens a continuum; when the others are used up it is found, and again
   * and again.
   */
  @Test
  void aSpaceWithOneContinuousBranchNeverExhausts() {
    var builder = SearchSpace.builder();
    var kind =
        builder.add(CategoricalParameter.of("kind", IntStream.range(0, 1_000).boxed().toList()));
    var x = builder.add(RealParameter.linear("x", 0, 1), when(kind, 700));
    SearchSpace space = builder.build();
    UnseenSearch search = UnseenSearch.everywhere(space);
    List<Configuration> proposed = new ArrayList<>();
    for (int n = 0; n < 1_300; n++) {
      Proposals answer = search.propose(request(n, 1), uniform(space));
      assertFalse(answer.exhausted());
      search.observe(finished(answer.configurations()));
      proposed.addAll(answer.configurations());
    }
    assertEquals(1_300, Set.copyOf(proposed).size());
    double[] values =
        proposed.stream().filter(c -> c.isActive(x)).mapToDouble(c -> c.get(x)).toArray();
    assertTrue(values.length >= 301, values.length + " in the branch");
    double mean =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
    assertEquals(0.5, mean, 5 * Math.sqrt(1.0 / 12 / values.length));
  }

  /** Two doubles are a continuum in name only. */
  @Test
  void aContinuumOfTwoValuesIsUsedUp() {
    var builder = SearchSpace.builder();
    var used = builder.add(CategoricalParameter.bool("used"));
    builder.add(RealParameter.linear("x", 1, Math.nextUp(1.0)), when(used, true));
    SearchSpace space = builder.build();
    Proposals answer = UnseenSearch.everywhere(space).propose(request(0, 5), uniform(space));
    assertTrue(answer.exhausted());
    assertEquals(3, answer.configurations().size());
  }

  @Test
  void forbiddenCandidatesArePassedOver() {
    var builder = SearchSpace.builder();
    var a = builder.add(CategoricalParameter.of("a", 1, 2));
    var b = builder.add(CategoricalParameter.of("b", 1, 2));
    builder.forbid(when(a, 1).and(when(b, 1)));
    SearchSpace space = builder.build();
    Configuration forbidden = space.configure((_, parameter) -> parameter.valueAt(0));
    Proposals answer = UnseenSearch.everywhere(space).propose(request(0, 5), _ -> () -> forbidden);
    assertEquals(new HashSet<>(cells(space)), Set.copyOf(answer.configurations()));
    assertTrue(answer.exhausted());
  }

  private static Candidates uniform(SearchSpace space) {
    return trial -> {
      var random = STREAMS.generator(trial, "uniform");
      return () -> space.sample(random);
    };
  }

  private static SearchSpace cube(int side) {
    var space = SearchSpace.builder();
    for (String name : List.of("i", "j", "k")) {
      space.add(IntegerParameter.linear(name, 1, side));
    }
    return space.build();
  }

  private static List<Configuration> cells(SearchSpace space) {
    List<Configuration> cells = new ArrayList<>();
    Lattice.complete(space, 1).forEach(cells::add);
    return cells;
  }

  private static List<Trial.Finished> finished(List<Configuration> configurations) {
    var timing = new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH);
    List<Trial.Finished> trials = new ArrayList<>();
    for (Configuration configuration : configurations) {
      trials.add(new Trial.Pruned(trials.size(), configuration, List.of(), timing, "test"));
    }
    return trials;
  }

  private static ProposalRequest request(long firstTrial, int count) {
    return new ProposalRequest(count, firstTrial, List.of(), OptionalLong.empty(), STREAMS);
  }
}
