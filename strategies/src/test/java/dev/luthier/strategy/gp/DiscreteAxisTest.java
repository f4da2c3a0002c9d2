package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscreteAxisTest {
  private static List<Long> values(IntegerParameter parameter, long from) {
    double[] coordinates = new DiscreteAxis(parameter).alternatives(parameter.encode(from));
    return Arrays.stream(coordinates).mapToObj(parameter::decode).toList();
  }

  @Test
  void everyOtherValueOfAShortRange() {
    assertEquals(List.of(1L, 2L, 4L, 5L), values(IntegerParameter.linear("n", 1, 5), 3));
  }

  @Test
  void doublingDistancesInALongOne() {
    IntegerParameter n = IntegerParameter.linear("n", 0, 1_000);
    assertEquals(
        List.of(
            0L, 36L, 68L, 84L, 92L, 96L, 98L, 99L, 101L, 102L, 104L, 108L, 116L, 132L, 164L, 228L,
            356L, 612L),
        values(n, 100));
  }

  @Test
  void logarithmicGridsToo() {
    IntegerParameter n = IntegerParameter.log("n", 1, 100_000);
    List<Long> values = values(n, 10);
    assertTrue(values.containsAll(List.of(9L, 11L, 8L, 12L, 2L, 18L)), values::toString);
  }

  @Test
  void everyChoiceHoweverMany() {
    CategoricalParameter<Integer> many =
        CategoricalParameter.of("c", IntStream.range(0, 40).boxed().toList());
    assertEquals(39, new DiscreteAxis(many).alternatives(many.encode(7)).length);
  }

  @Test
  void stepsOfARealNumber() {
    RealParameter x = RealParameter.linear("x", 0, 1).step(0.25);
    double[] coordinates = new DiscreteAxis(x).alternatives(x.encode(0.25));
    assertArrayEquals(
        new double[] {0, 0.5, 0.75, 1}, Arrays.stream(coordinates).map(x::decode).toArray());
  }

  @Test
  void hugeRangesAreNotWalked() {
    IntegerParameter n = IntegerParameter.linear("n", 0, 1L << 44);
    assertTrue(values(n, 5).size() < 100);
  }
}
