package dev.luthier.strategy.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.study.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RandomStrategyTest {
  private static final RealParameter RATE = RealParameter.log("rate", 1e-4, 1);

  /** A proposal depends on its trial's number alone, so parallelism does not change the series. */
  @Test
  void aBatchIsTheSameAsItsTrialsOneByOne() {
    List<Configuration> oneByOne = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      oneByOne.addAll(propose(n, 1));
    }
    assertEquals(oneByOne, propose(0, 6));
  }

  /**
   * Counts in ten equal cells of the log scale; the 0.1 % quantile of χ² with nine degrees of
   * freedom is 27.9.
   */
  @Test
  void drawsUniformlyOnTheParametersScale() {
    int n = 20_000;
    int[] counts = new int[10];
    propose(0, n).forEach(c -> counts[(int) (10 * RATE.encode(c.get(RATE)))]++);
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - n / 10.0, 2) / (n / 10.0);
    }
    assertEquals(0, chiSquare, 27.9);
  }

  private static List<Configuration> propose(long firstTrial, int count) {
    var space = SearchSpace.builder();
    space.add(RATE);
    var request =
        new ProposalRequest(
            count, firstTrial, List.of(), OptionalLong.empty(), new RandomStreams(5));
    return new RandomStrategy(space.build()).propose(request).configurations();
  }
}
