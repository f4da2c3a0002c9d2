package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.HyperparameterFit;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import dev.luthier.testkit.ReferenceCompute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdditiveFamilyTest {
  private static final SearchSpace SPACE = space();
  private static final ModelSpace EMBEDDED = new ModelSpace(SPACE);
  private static final ModelSpace MODEL = new ModelSpace(SPACE, ConditionalKernel.EVIDENCE);
  private static final ModelFamily ADDITIVE = MODEL.families().getLast();

  /** Two numbers of one group, and a choice that is a group of its own. */
  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    var kind = space.add(CategoricalParameter.of("a-kind", "x", "y", "z"));
    space.add(RealParameter.linear("b-rate", 0, 1));
    space.add(RealParameter.linear("c-inertia", 0, 1), when(kind, "x"));
    space.add(RealParameter.linear("d-decay", 0, 1), when(kind, "x"));
    space.add(CategoricalParameter.of("e-mode", "p", "q"), when(kind, "y"));
    return space.build();
  }

  private static List<Candidate> candidates(int n, RandomGenerator random) {
    CandidateSpace space = new CandidateSpace(SPACE);
    return random.ints(n).mapToObj(_ -> space.of(SPACE.sample(random))).toList();
  }

  private static Session session() {
    return new ReferenceCompute().openSession(new Workload(1, 1, 1));
  }

  /** K of a model with its noise, n × n; the lower triangle counts. */
  private static double[] covariance(ModelFamily.Model model, Points points) {
    int n = points.count();
    double[] k = new double[n * n];
    try (Session session = session()) {
      Matrix x = session.adopt(session.allocate(n, points.dimension()));
      Matrix noise = session.adopt(session.allocate(n, 1));
      Matrix out = session.adopt(session.allocate(n, n));
      session.upload(points.columns(), x);
      session.fill(noise, model.noiseVariance());
      session.covariance(model.kernel(), x, noise, out);
      session.download(out, k);
    }
    return k;
  }

  /** All hyperparameters their own. */
  private static double[] theta(ModelFamily family, double spread, RandomGenerator random) {
    double[] theta = family.initial();
    Arrays.setAll(theta, t -> theta[t] + spread * random.nextGaussian());
    return theta;
  }

  private static double matern(double squared) {
    double r = Math.sqrt(5 * squared);
    return (1 + r + r * r / 3) * Math.exp(-r);
  }

  /** From the parameters themselves, without columns, masks or factors. */
  private static double formula(Candidate a, Candidate b, double[] theta) {
    double[] h = Arrays.stream(theta).map(Math::exp).toArray();
    double[] d = new double[5];
    Arrays.setAll(d, i -> a.point()[i] - b.point()[i]);
    double sum = h[0] * matern(common(d, h[1], h[2]));
    if (a.active()[2] && b.active()[2]) {
      double own = d[2] * d[2] / (h[6] * h[6]) + d[3] * d[3] / (h[7] * h[7]);
      sum += h[3] * matern(common(d, h[4], h[5]) + own);
    }
    if (a.active()[4] && b.active()[4]) {
      double own = (d[4] == 0 ? 0 : 1) / (h[11] * h[11]);
      sum += h[8] * matern(common(d, h[9], h[10]) + own);
    }
    return sum;
  }

  private static double common(double[] d, double ofKind, double ofRate) {
    return (d[0] == 0 ? 0 : 1) / (ofKind * ofKind) + d[1] * d[1] / (ofRate * ofRate);
  }

  @Test
  void theKernelIsItsFormula() {
    var random = new SplittableRandom(1);
    List<Candidate> candidates = candidates(30, random);
    double[] theta = theta(ADDITIVE, 0.5, random);
    assertEquals(3 + 5 + 4 + 1, theta.length);
    double[] k = covariance(ADDITIVE.model(theta), MODEL.points(candidates));
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j <= i; j++) {
        double noise = i == j ? Math.exp(theta[12]) : 0;
        double expected = formula(candidates.get(i), candidates.get(j), theta) + noise;
        assertEquals(expected, k[i + 30 * j], 1e-13, i + ", " + j);
      }
    }
  }

  @Test
  void theKernelIsPositiveDefinite() {
    var random = new SplittableRandom(2);
    for (int draw = 0; draw < 20; draw++) {
      Points points = MODEL.points(candidates(60, random));
      double[] theta = theta(ADDITIVE, 1, random);
      theta[12] = Math.log(1e-9);
      factor(covariance(ADDITIVE.model(theta), points), 60);
    }
  }

  @Test
  void theGradientOfTheLikelihoodIsThatOfItsValues() {
    var random = new SplittableRandom(3);
    Points points = MODEL.points(candidates(20, random));
    double[] y = random.doubles(20, -1, 1).toArray();
    double[] theta = theta(ADDITIVE, 0.3, random);
    theta[12] = Math.log(0.1);
    double[] gradient = new double[13];
    double[] ignored = new double[13];
    double h = 1e-5;
    try (Session session = session();
        var likelihood = new LogMarginalLikelihood(session, points, y, 12)) {
      likelihood.evaluate(ADDITIVE.model(theta), gradient);
      for (int t = 0; t < 13; t++) {
        double[] above = theta.clone();
        double[] below = theta.clone();
        above[t] += h;
        below[t] -= h;
        double difference =
            likelihood.evaluate(ADDITIVE.model(above), ignored)
                - likelihood.evaluate(ADDITIVE.model(below), ignored);
        assertEquals(difference / (2 * h), gradient[t], 1e-6, "θ" + t);
      }
    }
  }

  /** L, column after column; definite is what this asserts. */
  private static double[] factor(double[] k, int n) {
    try (Session session = session()) {
      Matrix matrix = session.adopt(session.allocate(n, n));
      session.upload(k, matrix);
      assertTrue(!(session.choleskyInPlace(matrix) instanceof CholeskyOutcome.NotDefinite));
      double[] l = new double[n * n];
      session.download(matrix, l);
      return l;
    }
  }

  /** Values drawn from one family at its prior's modes, how often taken for the other's. */
  private static int additiveChosen(ModelFamily drawnFrom, int draws) {
    int chosen = 0;
    int n = 60;
    for (int draw = 0; draw < draws; draw++) {
      var random = new SplittableRandom(100 + draw);
      Points points = MODEL.points(candidates(n, random));
      double[] l = factor(covariance(drawnFrom.model(drawnFrom.initial()), points), n);
      double[] normals = new double[n];
      Arrays.setAll(normals, _ -> random.nextGaussian());
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          y[i] += l[i + n * j] * normals[j];
        }
      }
      var fit = new ModelFit(HyperparameterFit.defaults(), List.of(OutputTransform.LINEAR));
      try (Session session = session()) {
        ModelFit.Fitted fitted =
            fit.fit(
                session,
                MODEL.families(),
                points,
                ObservedValues.of(y),
                LinearTrend.NONE,
                Optional.empty());
        assertEquals(2, fitted.thetas().size());
        chosen += fitted.family().equals(ADDITIVE) ? 1 : 0;
      }
    }
    return chosen;
  }

  @Test
  void evidenceTellsAdditiveFunctions() {
    int chosen = additiveChosen(ADDITIVE, 9);
    assertTrue(chosen >= 6, () -> chosen + " of 9");
  }

  @Test
  void evidenceTellsEmbeddedFunctions() {
    int chosen = additiveChosen(EMBEDDED.family(), 9);
    assertTrue(chosen <= 3, () -> chosen + " of 9");
  }

  @Test
  void withoutConditionsThereIsOneFamily() {
    SpaceBuilder building = SearchSpace.builder();
    building.add(RealParameter.linear("x", 0, 1));
    SearchSpace plain = building.build();
    for (ConditionalKernel kernel : ConditionalKernel.values()) {
      ModelSpace model = new ModelSpace(plain, kernel);
      assertEquals(List.of(new ModelSpace(plain).family()), model.families());
      assertEquals(1, model.dimension());
    }
  }

  private static double value(Configuration c) {
    double rate = Math.pow((Double) c.find("b-rate").orElseThrow() - 0.4, 2);
    double inertia = Math.abs((Double) c.find("c-inertia").orElse(1.0) - 0.7);
    return rate + inertia * inertia + c.find("d-decay").map(v -> (Double) v).orElse(0.5);
  }

  /** Of every kind of outcome: several, open trials, a recommendation. */
  @Test
  void aStudyGoesThrough() {
    for (String name : List.of("additive", "evidence")) {
      try (Loop loop = new Loop(SPACE, 5, Map.of("conditional", name))) {
        loop.minimize(AdditiveFamilyTest::value, 12);
        loop.ask(2);
        loop.tell(AdditiveFamilyTest::value);
        loop.tell(AdditiveFamilyTest::value);
        double best = loop.minimize(AdditiveFamilyTest::value, 12);
        assertEquals(0, best, 0.02, name);
        assertTrue(value(loop.recommend().orElseThrow()) < 0.05, name);
      }
    }
  }

  @Test
  void theOptionIsOneOfThree() {
    Map<String, Object> options = Map.of("conditional", "sum");
    var error = assertThrows(InvalidInputException.class, () -> new Loop(SPACE, 1, options));
    assertEquals(
        "strategy.options.conditional = sum: must be one of embedded, additive, evidence",
        error.getMessage());
  }
}
