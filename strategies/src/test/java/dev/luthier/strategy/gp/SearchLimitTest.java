package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.SearchLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proposals whose search is cut short, and the same ones again by their number of rounds. */
class SearchLimitTest {
  private static final Map<String, Object> SMALL = Map.of("candidates", 64, "starts", 3);
  private static final SearchLimit MANY = SearchLimit.rounds(Integer.MAX_VALUE);

  private static final SearchSpace CONTINUOUS =
      space(
          RealParameter.linear("x", 0, 1),
          RealParameter.linear("y", 0, 1),
          RealParameter.linear("z", 0, 1));
  private static final SearchSpace MIXED =
      space(
          RealParameter.linear("x", 0, 1),
          RealParameter.linear("y", 0, 1),
          IntegerParameter.linear("n", 0, 200),
          CategoricalParameter.of("c", "a", "b", "c"));
  private static final SearchSpace DISCRETE =
      space(IntegerParameter.linear("m", 0, 500), IntegerParameter.linear("n", 0, 500));

  private static SearchSpace space(Parameter<?>... parameters) {
    SpaceBuilder builder = SearchSpace.builder();
    for (Parameter<?> parameter : parameters) {
      builder.add(parameter);
    }
    return builder.build();
  }

  static Stream<SearchSpace> spaces() {
    return Stream.of(CONTINUOUS, MIXED, DISCRETE);
  }

  private static Loop after(SearchSpace space, int trials) {
    var loop = new Loop(space, 3, SMALL);
    var encoder = new Encoder(space);
    ToDoubleFunction<Configuration> bowl =
        configuration -> {
          double sum = 0;
          for (double u : encoder.encode(configuration)) {
            sum += (u - 0.7) * (u - 0.7);
          }
          return sum;
        };
    loop.minimize(bowl, trials);
    return loop;
  }

  /** By a clock that goes on by one whenever it is looked at: so many looks say no. */
  private static SearchLimit looks(long looks) {
    return SearchLimit.after(Duration.ofNanos(looks + 1), new AtomicLong()::getAndIncrement);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void whatAClockCutShortIsTheSameAgainByItsRounds(SearchSpace space) {
    try (Loop loop = after(space, 12)) {
      Proposals whole = loop.peek(1);
      Set<List<Configuration>> seen = new HashSet<>();
      List<Integer> rounds = new ArrayList<>();
      OptionalInt cut = OptionalInt.of(0);
      for (int looks = 0; cut.isPresent(); looks++) {
        Proposals some = loop.peek(1, looks(looks));
        cut = some.rounds().getFirst();
        if (cut.isPresent()) {
          assertEquals(some, loop.peek(1, SearchLimit.rounds(cut.getAsInt())));
          rounds.add(cut.getAsInt());
          seen.add(some.configurations());
        } else {
          assertEquals(whole, some, "a clock that does not run out changes nothing");
        }
      }
      assertEquals(1, rounds.getFirst(), "the screen is always done");
      assertEquals(rounds.stream().sorted().toList(), rounds);
      int longest = rounds.getLast();
      assertTrue(longest > 1 && seen.size() > 1, () -> rounds + " rounds gave " + seen);
      // A search that comes to its end in the last of its rounds has not been cut short.
      assertEquals(whole, loop.peek(1, SearchLimit.rounds(longest + 1)));
      assertEquals(whole, loop.peek(1, MANY));
      assertEquals(List.of(OptionalInt.empty()), whole.rounds());
    }
  }

  @Test
  void aCutChangesNoLaterAnswer() {
    try (Loop loop = after(MIXED, 12);
        Loop other = after(MIXED, 12)) {
      loop.peek(3, looks(0));
      loop.peek(2, SearchLimit.rounds(2));
      assertEquals(other.peek(2), loop.peek(2));
      assertNotEquals(other.peek(2), loop.peek(2, SearchLimit.rounds(1)));
    }
  }

  @Test
  void aBatchEndsWithTheProposalInWhichTheTimeRanOut() {
    try (Loop loop = after(CONTINUOUS, 12)) {
      Proposals whole = loop.peek(4);
      assertEquals(Collections.nCopies(4, OptionalInt.empty()), whole.rounds());
      Set<Integer> sizes = new HashSet<>();
      Proposals some = loop.peek(4, looks(0));
      for (int looks = 1; !some.equals(whole); looks++) {
        int size = some.configurations().size();
        sizes.add(size);
        int last = size - 1;
        assertEquals(
            whole.configurations().subList(0, last), some.configurations().subList(0, last));
        assertEquals(whole.rounds().subList(0, last), some.rounds().subList(0, last));
        some = loop.peek(4, looks(looks));
      }
      assertEquals(Set.of(1, 2, 3, 4), sizes);
    }
  }

  /** The last proposal of a batch alone, with those before it open, as a log is replayed. */
  @Test
  void theLastProposalOfABatchIsTheSameByItself() {
    try (Loop loop = after(MIXED, 12);
        Loop other = after(MIXED, 12)) {
      int looks = 0;
      while (loop.peek(4, looks(looks)).configurations().size() < 3) {
        looks++;
      }
      Proposals three = loop.peek(4, looks(looks + 1));
      assertEquals(3, three.configurations().size());
      OptionalInt cut = three.rounds().getLast();
      assertTrue(cut.isPresent());
      other.ask(2);
      Proposals third = other.peek(1, SearchLimit.rounds(cut.getAsInt()));
      assertEquals(three.configurations().getLast(), third.configurations().getFirst());
    }
  }

  @Test
  void roundsAreOfEachProposalAndEndNoBatch() {
    try (Loop loop = after(CONTINUOUS, 12)) {
      Proposals three = loop.peek(3, SearchLimit.rounds(2));
      assertEquals(Collections.nCopies(3, OptionalInt.of(2)), three.rounds());
    }
  }

  @Test
  void whereNothingIsSearchedNothingIsCutShort() {
    try (Loop loop = new Loop(CONTINUOUS, 3, SMALL)) {
      Proposals designed = loop.peek(1, looks(0));
      assertEquals(loop.peek(1), designed);
      assertEquals(List.of(OptionalInt.empty()), designed.rounds());
    }
  }

  @Test
  void aLimitIsAtLeastOneRound() {
    assertThrows(IllegalArgumentException.class, () -> SearchLimit.rounds(0));
  }

  /**
   * Also where the difference of the clock's readings is, but not they themselves, are in order.
   */
  @Test
  void theTimeBeginsWithTheLimit() {
    var clock = new AtomicLong(Long.MAX_VALUE - 1);
    SearchLimit limit = SearchLimit.after(Duration.ofNanos(3), clock::get);
    clock.addAndGet(2);
    assertEquals(false, limit.isReached(9));
    clock.addAndGet(1);
    assertEquals(true, limit.isReached(0));
    assertEquals(true, SearchLimit.after(Duration.ZERO, clock::get).isReached(0));
    assertEquals(true, SearchLimit.after(Duration.ofNanos(-1), clock::get).isReached(0));
    assertEquals(
        false, SearchLimit.after(Duration.ofMillis(Long.MAX_VALUE), clock::get).isReached(0));
  }
}
