package dev.luthier.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Clause;
import dev.luthier.space.Condition;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CommonSpaceTest {
  private static final Parameter<?> C = CategoricalParameter.of("c", "a", "b", "d");
  private static final Parameter<?> FLAG = CategoricalParameter.bool("flag");
  private static final Parameter<?> N = IntegerParameter.linear("n", 1, 4);
  private static final Parameter<?> MANY = IntegerParameter.linear("many", 1, 17);
  private static final SearchSpace UNION =
      union(C, FLAG, N, MANY, real("u"), real("w1"), real("w2"), real("x"), real("y"), real("z"));

  @Test
  void withoutTrialsThereIsNothingInCommon() {
    assertEquals("{}", common());
  }

  @Test
  void whatAllHaveAskedForIsCommon() {
    assertEquals("{x=[], y=[]}", common("x=.1 y=.2 z=.3", "x=.3 y=.5"));
    assertEquals("{y=[]}", common("x=.1 y=.2 z=.3", "x=.3 y=.5", "y=.1 u=.1"));
    assertEquals("{}", common("x=.1 y=.2", "z=.3"));
  }

  @Test
  void aSwitchDecidesAboutItsBranch() {
    assertEquals("{c=[], x=[], y=[c=a]}", common("c=a x=.1 y=.1", "c=b x=.2"));
    assertEquals(
        "{c=[], x=[c=a b], y=[c=d]}",
        common("c=a x=.1", "c=b x=.2", "c=d y=.2", "c=d y=.3", "c=a x=.7"));
  }

  /** Layer i has a width where there are so many layers. */
  @Test
  void aNumberOfLayersDecidesAboutEach() {
    assertEquals(
        "{n=[], w1=[n=2 3 4], w2=[n=3]}",
        common("n=1", "n=2 w1=.5", "n=3 w1=.1 w2=.2", "n=4 w1=.1"));
  }

  @Test
  void oneContradictionTakesAConditionBack() {
    assertEquals("{c=[], x=[c=a]}", common("c=a x=.1", "c=b"));
    assertEquals("{c=[]}", common("c=a x=.1", "c=b", "c=a"));
    assertEquals("{c=[]}", common("c=a x=.1", "c=b", "c=b x=.3", "c=a"));
  }

  @Test
  void aBranchMayBranch() {
    assertEquals(
        "{c=[], flag=[c=a], x=[flag=true], z=[]}",
        common("c=a flag=true x=.5 z=.1", "c=a flag=false z=.1", "c=b z=.1", "c=d z=.1"));
  }

  /** Two parameters explain it; chance explains the one with more values better. */
  @Test
  void ofTwoSwitchesTheOneWithFewerValuesDecides() {
    assertEquals("{c=[], flag=[], x=[flag=true]}", common("c=a flag=true x=.5", "c=b flag=false"));
    assertEquals(
        "{c=[], flag=[], x=[c=a]}",
        common("c=a flag=true x=.5", "c=b flag=false", "c=b flag=true"));
  }

  @Test
  void whatHasManyValuesIsNoSwitch() {
    assertEquals("{many=[]}", common("many=1 x=.5", "many=2"));
    assertEquals("{z=[]}", common("z=.1 x=.5", "z=.6"));
  }

  @Test
  void strategiesWithoutConditionsGetNone() {
    assertEquals("{c=[]}", text(CommonSpace.of(UNION, traits("c=a x=.1", "c=b"), false)));
  }

  /**
   * The programs are random trees of questions; whatever they have in common, every trial fits it,
   * it has all that every trial has asked for, and the order of trials changes nothing.
   */
  @Test
  void everyTrialFitsWhatIsCommonToAll() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Configuration> trials = new ArrayList<>();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        trials.add(random(random));
      }
      SearchSpace common = of(trials);
      Set<String> names = new HashSet<>();
      common.parameters().forEach(p -> names.add(p.name()));
      Set<String> asked = new HashSet<>(trials.getFirst().asMap().keySet());
      for (Configuration trial : trials) {
        Map<String, Object> part = trial.only(names).asMap();
        assertEquals(part, common.configuration(part).asMap(), "seed " + seed);
        asked.retainAll(trial.asMap().keySet());
      }
      asked.removeAll(names);
      assertEquals(Set.of(), asked, "seed " + seed);
      Collections.shuffle(trials, random);
      assertEquals(common, of(trials), "seed " + seed);
    }
  }

  private static Configuration random(Random random) {
    Map<String, Object> values = new TreeMap<>();
    Consumer<Parameter<?>> ask = p -> values.put(p.name(), p.decode(random.nextDouble()));
    ask.accept(C);
    if (random.nextInt(8) > 0) {
      ask.accept(N);
    }
    if (!"a".equals(values.get("c"))) {
      ask.accept(FLAG);
    }
    if (Boolean.TRUE.equals(values.get("flag")) || random.nextInt(8) == 0) {
      ask.accept(real("x"));
    }
    if (values.get("n") instanceof Long n && n > 2) {
      ask.accept(real("y"));
    }
    return Configuration.of(values);
  }

  private static SearchSpace of(List<Configuration> trials) {
    Set<Configuration> traits = new LinkedHashSet<>();
    trials.forEach(trial -> traits.add(CommonSpace.trait(UNION, trial)));
    return CommonSpace.of(UNION, traits, true);
  }

  /** Names of the common parameters, each with its condition. */
  private static String common(String... trials) {
    return text(CommonSpace.of(UNION, traits(trials), true));
  }

  private static String text(SearchSpace space) {
    Map<String, List<String>> conditions = new TreeMap<>();
    for (Parameter<?> parameter : space.parameters()) {
      Condition when = space.conditionOf(parameter);
      conditions.put(parameter.name(), when.allOf().stream().map(CommonSpaceTest::text).toList());
    }
    return conditions.toString();
  }

  private static String text(Clause clause) {
    return clause.parameter()
        + "="
        + String.join(" ", clause.values().stream().map(String::valueOf).toList());
  }

  private static Set<Configuration> traits(String... trials) {
    Set<Configuration> traits = new LinkedHashSet<>();
    for (String trial : trials) {
      Map<String, Object> values = new TreeMap<>();
      for (String pair : trial.split(" ", -1)) {
        List<String> sides = Arrays.asList(pair.split("=", -1));
        Parameter<?> parameter = UNION.find(sides.getFirst()).orElseThrow();
        values.put(parameter.name(), value(parameter, sides.getLast()));
      }
      traits.add(CommonSpace.trait(UNION, UNION.configuration(values)));
    }
    return traits;
  }

  private static Object value(Parameter<?> parameter, String text) {
    return switch (parameter) {
      case RealParameter _ -> Double.valueOf(text);
      case IntegerParameter _ -> Long.valueOf(text);
      default -> parameter.name().equals("flag") ? (Object) Boolean.valueOf(text) : text;
    };
  }

  private static Parameter<?> real(String name) {
    return RealParameter.linear(name, 0, 1);
  }

  private static SearchSpace union(Parameter<?>... parameters) {
    SearchSpace space = SearchSpace.open();
    for (Parameter<?> parameter : parameters) {
      space = space.with(parameter);
    }
    return space;
  }
}
