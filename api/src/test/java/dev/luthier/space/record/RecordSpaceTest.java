package dev.luthier.space.record;

import static dev.luthier.space.Condition.ALWAYS;
import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecordSpaceTest {
  private static final RecordSpace<Mlp> MLP = RecordSpace.of(Mlp.class);

  /** The same space as one writes it without records. */
  @Test
  void aRecordIsTheSpaceThatItsComponentsSay() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.log("learningRate", 1e-5, 1e-1));
    space.add(IntegerParameter.log("width", 16, 512));
    space.add(IntegerParameter.linear("ticks", 0, 1_000_000_000_000L));
    space.add(RealParameter.linear("mixing", 0, 1).step(0.1));
    space.add(OrdinalParameter.of("batchSize", 16, 32, 64, 128));
    space.add(OrdinalParameter.of("scale", 0.5, 0.25));
    space.add(OrdinalParameter.of("limit", 1L, 10_000_000_000L));
    space.add(CategoricalParameter.bool("shuffle"));
    space.add(CategoricalParameter.of("activation", Mlp.Activation.RELU, Mlp.Activation.TANH));
    space.add(OrdinalParameter.of("size", "SMALL", "MEDIUM", "LARGE"));
    space.add(CategoricalParameter.of("criterion", "gini", "entropy"));
    space.add(OrdinalParameter.of("effort", "low", "high"));
    space.add(IntegerParameter.linear("net.depth", 1, 4));
    space.add(CategoricalParameter.bool("net.head.wide"));
    optimizer(space, "optimizer", ALWAYS);
    var dropout = space.add(CategoricalParameter.bool("dropout"));
    space.add(RealParameter.linear("dropout.value", 0, 0.5), when(dropout, true));
    var warmup = space.add(CategoricalParameter.bool("warmup"));
    space.add(IntegerParameter.linear("warmup.steps", 1, 9), when(warmup, true));
    var cosine = space.add(CategoricalParameter.bool("warmup.cosine"), when(warmup, true));
    space.add(CategoricalParameter.bool("warmup.cosine.value"), when(cosine, true));
    var second = space.add(CategoricalParameter.bool("second"));
    optimizer(space, "second.value", when(second, true));
    assertEquals(space.build().toJson(), MLP.space().toJson());
  }

  private static void optimizer(
      SpaceBuilder space, String name, dev.luthier.space.Condition condition) {
    var optimizer = space.add(CategoricalParameter.of(name, "plain", "gradient", "sgd"), condition);
    space.add(RealParameter.linear(name + ".sgd.momentum", 0, 0.99), when(optimizer, "sgd"));
    var schedule =
        space.add(
            CategoricalParameter.of(name + ".sgd.schedule", "constant", "step"),
            when(optimizer, "sgd"));
    // Shared by all branches: as often active as the choice.
    space.add(
        IntegerParameter.linear(name + ".sgd.schedule.patience", 1, 9), when(optimizer, "sgd"));
    space.add(
        IntegerParameter.linear(name + ".sgd.schedule.step.every", 2, 8).step(2),
        when(schedule, "step"));
    var gradient =
        space.add(
            CategoricalParameter.of(name + ".gradient", "adamW", "rmsProp"),
            when(optimizer, "gradient"));
    space.add(
        RealParameter.linear(name + ".gradient.adamW.beta", 0.9, 0.999), when(gradient, "adamW"));
    space.add(
        OrdinalParameter.of(name + ".gradient.rmsProp.tail.decay", 1, 2),
        when(gradient, "rmsProp"));
    space.add(CategoricalParameter.bool(name + ".gradient.eps"), when(optimizer, "gradient"));
  }

  @Test
  void aConfigurationIsARecordAndBack() {
    SplittableRandom random = new SplittableRandom(7);
    Set<Class<?>> optimizers = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Configuration drawn = MLP.space().sample(random);
      Mlp value = MLP.value(drawn);
      assertEquals(drawn, MLP.configuration(value));
      assertEquals(value, MLP.value(MLP.configuration(value)));
      optimizers.add(value.optimizer().getClass());
    }
    assertEquals(4, optimizers.size(), "every branch is drawn");
  }

  @Test
  void everyComponentHasItsParametersValue() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 500; i++) {
      Configuration drawn = MLP.space().sample(random);
      Mlp value = MLP.value(drawn);
      Map<String, Object> left = new HashMap<>(drawn.asMap());
      assertEquals(left.remove("learningRate"), value.learningRate());
      assertEquals(left.remove("width"), (long) value.width());
      assertEquals(left.remove("ticks"), value.ticks());
      assertEquals(left.remove("mixing"), value.mixing());
      assertEquals(left.remove("batchSize"), value.batchSize());
      assertEquals(left.remove("scale"), value.scale());
      assertEquals(left.remove("limit"), value.limit());
      assertEquals(left.remove("shuffle"), value.shuffle());
      assertEquals(left.remove("activation"), value.activation());
      assertEquals(left.remove("size"), value.size());
      assertEquals(left.remove("criterion"), value.criterion());
      assertEquals(left.remove("effort"), value.effort());
      assertEquals(left.remove("net.depth"), (long) value.net().depth());
      assertEquals(left.remove("net.head.wide"), value.net().head().wide());
      assertEquals(left.remove("dropout"), value.dropout().isPresent());
      assertEquals(
          Optional.ofNullable(left.remove("dropout.value")), value.dropout().map(v -> (Object) v));
      assertEquals(left.remove("warmup"), value.warmup().isPresent());
      value
          .warmup()
          .ifPresent(
              warmup -> {
                assertEquals(left.remove("warmup.steps"), (long) warmup.steps());
                assertEquals(left.remove("warmup.cosine"), warmup.cosine().isPresent());
                assertEquals(
                    Optional.ofNullable(left.remove("warmup.cosine.value")),
                    warmup.cosine().map(v -> (Object) v));
              });
      requireOptimizer(left, "optimizer", value.optimizer());
      assertEquals(left.remove("second"), value.second().isPresent());
      value.second().ifPresent(second -> requireOptimizer(left, "second.value", second));
      assertEquals(Map.of(), left, "what is active belongs to some component");
    }
  }

  private static void requireOptimizer(
      Map<String, Object> left, String name, Mlp.Optimizer optimizer) {
    switch (optimizer) {
      case Mlp.Plain _ -> assertEquals("plain", left.remove(name));
      case Mlp.SGD(double momentum, Mlp.Schedule schedule) -> {
        assertEquals("sgd", left.remove(name));
        assertEquals(left.remove(name + ".sgd.momentum"), momentum);
        String inner = name + ".sgd.schedule";
        switch (schedule) {
          case Mlp.Constant(int patience) -> {
            assertEquals("constant", left.remove(inner));
            assertEquals(left.remove(inner + ".patience"), (long) patience);
          }
          case Mlp.Step(long patience, int every) -> {
            assertEquals("step", left.remove(inner));
            assertEquals(left.remove(inner + ".patience"), patience);
            assertEquals(left.remove(inner + ".step.every"), (long) every);
          }
        }
      }
      case Mlp.AdamW(double beta, boolean tiny) -> {
        assertEquals("gradient", left.remove(name));
        assertEquals("adamW", left.remove(name + ".gradient"));
        assertEquals(left.remove(name + ".gradient.adamW.beta"), beta);
        assertEquals(left.remove(name + ".gradient.eps"), tiny);
      }
      case Mlp.RMSProp(Mlp.Tail(int decay), boolean small) -> {
        assertEquals("gradient", left.remove(name));
        assertEquals("rmsProp", left.remove(name + ".gradient"));
        assertEquals(left.remove(name + ".gradient.rmsProp.tail.decay"), decay);
        assertEquals(left.remove(name + ".gradient.eps"), small);
      }
    }
  }

  sealed interface Step permits Sgd, RmsProp, Adam {}

  record Sgd(@Shared @Range(min = 0, max = 0.9) double momentum) implements Step {}

  record RmsProp(@Shared("momentum") @Range(min = 0, max = 0.9) double mass) implements Step {}

  record Adam(@Range(min = 0, max = 0.9) double momentum) implements Step {}

  record Steps(Step one, Step two) {}

  @Test
  void whatSomeBranchesShareIsOneParameterOfThese() {
    SearchSpace space = RecordSpace.of(Steps.class).space();
    var one = space.find("one").orElseThrow();
    var shared = space.find("one.momentum").orElseThrow();
    assertEquals(
        "[Clause[parameter=one, values=[sgd, rmsProp]]]",
        space.conditionOf(shared).allOf().toString());
    assertTrue(space.find("one.adam.momentum").isPresent());
    assertTrue(space.find("one.sgd.momentum").isEmpty());
    assertTrue(space.find("two.momentum").isPresent());
    assertEquals(2 * 3, space.parameters().size());
    assertInstanceOf(CategoricalParameter.class, one);
  }

  /** A log that was read without the space has strings where this one has constants. */
  @Test
  void aConfigurationMayComeFromALog() {
    Configuration drawn = MLP.space().sample(new SplittableRandom(1));
    Map<String, Object> plain = drawn.asMap();
    plain.replaceAll((_, value) -> value instanceof Enum<?> constant ? constant.name() : value);
    assertEquals(MLP.value(drawn), MLP.value(Configuration.of(plain)));
  }

  @Test
  void whatIsNotInTheSpaceIsNoConfiguration() {
    RecordSpace<Steps> steps = RecordSpace.of(Steps.class);
    var tooLarge =
        assertThrows(
            InvalidInputException.class,
            () -> steps.configuration(new Steps(new Sgd(0.95), new Adam(0.5))));
    assertEquals("one.momentum = 0.95: must lie in [0.0, 0.9]", tooLarge.getMessage());
    assertThrows(InvalidInputException.class, () -> steps.value(Configuration.empty()));
  }

  @Test
  @SuppressWarnings("NullAway") // The mistake that is looked for.
  void nullIsNoValue() {
    var missing =
        assertThrows(
            InvalidInputException.class,
            () -> RecordSpace.of(Steps.class).configuration(new Steps(null, new Adam(0.5))));
    assertEquals(
        "Steps.one = null: must not be null; what may be missing is an Optional",
        missing.getMessage());
  }

  record Interval(@Range(min = 0, max = 1) double low, @Range(min = 0, max = 1) double high) {
    @Default static final Interval USUAL = new Interval(0.25, 0.75);

    Interval {
      if (low > high) {
        throw new IllegalArgumentException("low must not exceed high");
      }
    }
  }

  @Test
  void aConfigurationThatAConstructorRefusesIsNamed() {
    RecordSpace<Interval> space = RecordSpace.of(Interval.class);
    var refused =
        assertThrows(
            InvalidInputException.class,
            () -> space.value(Configuration.of(Map.of("low", 0.5, "high", 0.25))));
    assertEquals(
        "Interval = {low=0.5, high=0.25}: its constructor threw"
            + " java.lang.IllegalArgumentException: low must not exceed high",
        refused.getMessage());
    assertInstanceOf(IllegalArgumentException.class, refused.getCause());
  }

  @Test
  void aStudyBeginsWithTheDefault() {
    assertEquals(Optional.of(new Interval(0.25, 0.75)), RecordSpace.of(Interval.class).first());
    assertEquals(Optional.empty(), MLP.first());
  }

  @Test
  void theSameClassIsTheSameSpace() {
    assertEquals(MLP.space().fingerprint(), RecordSpace.of(Mlp.class).space().fingerprint());
  }

  private record Hidden(boolean on) {}

  @Test
  void onTheClassPathARecordMayBePrivateOrLocal() {
    record Local(boolean on) {}
    Configuration on = Configuration.of(Map.of("on", true));
    assertEquals(new Hidden(true), RecordSpace.of(Hidden.class).value(on));
    assertEquals(new Local(true), RecordSpace.of(Local.class).value(on));
  }

  @Test
  void aBranchIsNamedAsAComponentWouldBe() {
    assertEquals("adamW", SpaceReader.branchName(Mlp.AdamW.class));
    assertEquals("sgd", SpaceReader.branchName(Mlp.SGD.class));
    assertEquals("rmsProp", SpaceReader.branchName(Mlp.RMSProp.class));
    record L2() {}
    record SGD2() {}
    record X() {}
    assertEquals("l2", SpaceReader.branchName(L2.class));
    assertEquals("sgd2", SpaceReader.branchName(SGD2.class));
    assertEquals("x", SpaceReader.branchName(X.class));
  }
}
