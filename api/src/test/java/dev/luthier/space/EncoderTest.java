package dev.luthier.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private final SplittableRandom random = new SplittableRandom(20260101);

  @RepeatedTest(200)
  void decodedContinuousValuesSurviveBitForBit(RepetitionInfo repetition) {
    SplittableRandom points = new SplittableRandom(repetition.getCurrentRepetition());
    RealParameter p = Spaces.continuum(points);
    for (int k = 0; k < 2_000; k++) {
      double v = p.decode(k == 0 ? 0 : k == 1 ? 1 : points.nextDouble());
      assertTrue(v >= p.low() && v <= p.high(), () -> p + " gave " + v);
      assertEquals(v, p.decode(p.encode(v)), () -> p.toString());
    }
  }

  @RepeatedTest(200)
  void anyContinuousValueSurvivesTo1e14(RepetitionInfo repetition) {
    SplittableRandom points = new SplittableRandom(repetition.getCurrentRepetition());
    RealParameter p = Spaces.continuum(points);
    for (int k = 0; k < 2_000; k++) {
      double t = points.nextDouble();
      double between =
          p.scale() == Scale.LOG
              ? Math.exp(Math.log(p.low()) * (1 - t) + Math.log(p.high()) * t)
              : p.low() + t * (p.high() - p.low());
      double v = Math.clamp(between, p.low(), p.high());
      double back = p.decode(p.encode(v));
      // A linear axis resolves its range; it cannot resolve below one ulp of its bounds.
      double unit =
          p.scale() == Scale.LOG
              ? v
              : Math.max(p.high() - p.low(), Math.max(Math.abs(p.low()), Math.abs(p.high())));
      assertTrue(Math.abs(back - v) <= 1e-14 * unit, () -> p + ": " + v + " came back as " + back);
    }
  }

  @RepeatedTest(100)
  void encodingKeepsOrderAndStaysInTheUnitInterval() {
    RealParameter p = Spaces.continuum(random);
    double[] points = random.doubles(1_000).sorted().toArray();
    double before = p.low();
    for (double u : points) {
      double v = p.decode(u);
      assertTrue(before <= v);
      assertTrue(0 <= p.encode(before) && p.encode(before) <= p.encode(v) && p.encode(v) <= 1);
      before = v;
    }
  }

  @RepeatedTest(200)
  void integersSurviveExactly(RepetitionInfo repetition) {
    SplittableRandom points = new SplittableRandom(repetition.getCurrentRepetition());
    IntegerParameter p = Spaces.integer(points);
    long n = p.cardinality().orElseThrow();
    for (int k = 0; k < 1_000; k++) {
      long v = p.valueAt(k == 0 ? 0 : k == 1 ? n - 1 : points.nextLong(n));
      double u = p.encode(v);
      assertTrue(u >= 0 && u <= 1);
      assertEquals(v, p.decode(u), () -> p.toString());
    }
  }

  @RepeatedTest(200)
  void steppedRealsAreDecimalsAndSurviveExactly(RepetitionInfo repetition) {
    RealParameter p = Spaces.steppedReal(new SplittableRandom(repetition.getCurrentRepetition()));
    long n = p.cardinality().orElseThrow();
    for (long i = 0; i < n; i++) {
      double v = p.valueAt(i);
      assertEquals(v, p.decode(p.encode(v)));
      assertEquals(v, p.valueOf(v));
    }
    assertEquals(p.high(), p.valueAt(n - 1), "the generator puts high on the grid");
  }

  @Test
  void threeTenthsIsThreeTenths() {
    RealParameter p = RealParameter.linear("p", 0, 0.3).step(0.1);
    assertEquals(List.of(0.0, 0.1, 0.2, 0.3), IntStream.range(0, 4).mapToObj(p::valueAt).toList());
    assertEquals(0.3, p.decode(1.0));
  }

  @Test
  void stepsThatNoDoubleHoldsExactlyStayDecimal() {
    RealParameter tiny = RealParameter.linear("p", 1e-30, 1e-29).step(3e-30);
    assertEquals(
        List.of(1e-30, 4e-30, 7e-30, 1e-29),
        IntStream.range(0, 4).mapToObj(tiny::valueAt).toList());
    RealParameter log = RealParameter.log("p", 0.1, 10).step(0.1);
    for (long i = 0; i < 100; i++) {
      assertEquals(i, Math.round(log.decode(log.encode(log.valueAt(i))) * 10) - 1);
    }
  }

  @Test
  void uniformPointsGiveEveryLinearValueTheSameShare() {
    IntegerParameter p = IntegerParameter.linear("p", 1, 4);
    int[] counts = new int[5];
    for (int k = 0; k < 4000; k++) {
      counts[Math.toIntExact(p.decode((k + 0.5) / 4000))]++;
    }
    assertArrayEquals(new int[] {0, 1000, 1000, 1000, 1000}, counts);
  }

  @Test
  void uniformPointsOnALogScaleGiveEveryOctaveAboutTheSameShare() {
    IntegerParameter p = IntegerParameter.log("p", 1, 1024);
    int below32 = 0;
    for (int k = 0; k < 10_000; k++) {
      below32 += p.decode((k + 0.5) / 10_000) < 32 ? 1 : 0;
    }
    assertEquals(0.5, below32 / 1e4, 0.03);
  }

  @Test
  void extremeRangesRoundTrip() {
    for (RealParameter p :
        List.of(
            RealParameter.log("p", Double.MIN_VALUE, Double.MAX_VALUE),
            RealParameter.log("p", 1e-300, 1e300),
            RealParameter.linear("p", -8e307, 8e307),
            RealParameter.linear("p", 0, Double.MIN_VALUE),
            RealParameter.linear("p", 1, Math.nextUp(1.0)),
            RealParameter.log("p", 1, Math.nextUp(1.0)))) {
      SplittableRandom random = new SplittableRandom(7);
      for (int k = 0; k < 20_000; k++) {
        double v = p.decode(random.nextDouble());
        assertTrue(v >= p.low() && v <= p.high(), () -> p + " gave " + v);
        assertEquals(v, p.decode(p.encode(v)), () -> p.toString());
      }
    }
  }

  @RepeatedTest(500)
  void configurationsOfConditionalSpacesSurvive(RepetitionInfo repetition) {
    SearchSpace space = Spaces.conditional(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
    Encoder encoder = new Encoder(space);
    Configuration c = space.sample(new SplittableRandom(repetition.getCurrentRepetition()));
    assertTrue(space.permits(c));
    assertEquals(c, encoder.decode(encoder.encode(c)));
    assertEquals(c, space.configuration(c.asMap()));
    boolean[] active = encoder.activity(c);
    for (int i = 0; i < active.length; i++) {
      assertEquals(c.isActive(space.parameters().get(i)), active[i]);
    }
  }

  @Test
  void inactiveCoordinatesDoNotMatter() {
    SearchSpace space = Spaces.conditional(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
    Encoder encoder = new Encoder(space);
    Configuration c =
        space.configuration(
            Map.of("model", "tree", "rate", 1e-5, "ccp", 0.3, "scale", true, "folds", 5));
    double[] point = encoder.encode(c);
    boolean[] active = encoder.activity(c);
    for (int i = 0; i < point.length; i++) {
      if (!active[i]) {
        assertEquals(Encoder.INACTIVE, point[i]);
        point[i] = 0.999;
      }
    }
    assertEquals(c, encoder.decode(point));
  }
}
