package dev.luthier.store.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.SpaceGrown;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.EarlierStudy.Evaluated;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is in files stays readable, so its form is spelled out here. */
class EventCodecTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600, 5);
  private static final Configuration CONFIGURATION = Configuration.of(Map.of("x", 0.5));
  private static final Outcome DONE = new Outcome.Completed(Evaluation.of(1.5));

  private static final String PROPOSED =
      "{\"event\":\"proposed\",\"at\":[1767225600,5],\"trial\":3,\"parameters\":{\"x\":0.5},"
          + "\"origin\":\"enqueued\",\"basis\":7%s}";
  private static final String ADDED =
      "{\"event\":\"added\",\"at\":[1767225600,5],\"trial\":3,\"parameters\":{\"x\":0.5},"
          + "\"worker\":\"w\",\"start\":[1767225600,5],\"end\":[1767225601,5],"
          + "\"measurements\":[{\"step\":1,\"values\":{\"value\":2.0}}],"
          + "\"outcome\":\"completed\",\"values\":{\"value\":1.5}%s}";

  private static final String CREATED =
      "{\"event\":\"created\",\"at\":[1767225600,5],\"name\":\"s\",\"space\":{},"
          + "\"forbidden\":[],\"fingerprint\":\""
          + SearchSpace.builder().build().fingerprint()
          + "\",\"objectives\":[{\"name\":\"value\",\"direction\":\"minimize\"}],"
          + "\"constraints\":[],\"strategy\":{\"name\":\"gp\",\"options\":{}},\"seed\":7,"
          + "\"budget\":{\"trials\":9,\"parallelism\":1},"
          + "\"provenance\":{\"luthier\":\"0\",\"java\":\"25\",\"backend\":\"none\"}%s}";

  @Test
  void eventsWithoutAKeyAreWrittenAsBeforeThereWereAny() {
    assertForm(PROPOSED.formatted(""), new TrialProposed(3, CONFIGURATION, Origin.ENQUEUED, 7));
    assertForm(ADDED.formatted(""), added(Optional.empty()));
  }

  @Test
  void aKeyIsWrittenLast() {
    Optional<String> key = Optional.of("k \"é\"\n");
    String written = ",\"key\":\"k \\\"é\\\"\\n\"";
    assertForm(
        PROPOSED.formatted(written), new TrialProposed(3, CONFIGURATION, Origin.ENQUEUED, 7, key));
    assertForm(ADDED.formatted(written), added(key));
  }

  @Test
  void roundsAreWrittenWhereAClockEndedTheSearch() {
    assertForm(
        PROPOSED.formatted(",\"rounds\":7"),
        new TrialProposed(
            3,
            CONFIGURATION,
            Origin.ENQUEUED,
            7,
            OptionalInt.of(7),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void whyAConfigurationWasProposedIsWrittenWhereTheStrategySays() {
    var why =
        new Rationale(
            Rationale.Motive.EXPLOITATION,
            Map.of("loss", new Prediction(0.1 + 0.2, 0), "c", new Prediction(-1, 2)),
            OptionalDouble.of(-3.5));
    assertForm(
        PROPOSED.formatted(
            ",\"rationale\":{\"motive\":\"exploitation\",\"predictions\":"
                + "{\"c\":{\"deviation\":2.0,\"mean\":-1.0},"
                + "\"loss\":{\"deviation\":0.0,\"mean\":0.30000000000000004}},"
                + "\"acquisition\":-3.5}"),
        proposed(why));
    var design = new Rationale(Rationale.Motive.DESIGN, Map.of(), OptionalDouble.empty());
    assertForm(PROPOSED.formatted(",\"rationale\":{\"motive\":\"design\"}"), proposed(design));
  }

  private static TrialProposed proposed(Rationale why) {
    return new TrialProposed(
        3,
        CONFIGURATION,
        Origin.ENQUEUED,
        7,
        OptionalInt.empty(),
        Optional.of(why),
        Optional.empty());
  }

  /** So that what only some readers need can be added within a version. */
  @Test
  void aFieldThatNobodyKnowsIsPassedOver() {
    assertEquals(
        EventCodec.read(0, PROPOSED.formatted("")),
        EventCodec.read(0, PROPOSED.formatted(",\"later\":7")));
  }

  @Test
  void theChoiceOfABackendIsWrittenWithItsReasons() {
    assertForm(
        "{\"event\":\"backend_chosen\",\"at\":[1767225600,5],\"backend\":\"openblas\","
            + "\"version\":\"OpenBLAS 0.3\",\"observations\":128,"
            + "\"predicted\":{\"openblas\":0.01,\"vector\":0.02},\"reason\":\"fastest\"}",
        new StudyEvent.BackendChosen(
            "openblas", "OpenBLAS 0.3", 128, Map.of("vector", 0.02, "openblas", 0.01), "fastest"));
  }

  @Test
  void aStudyWithoutEarlierOnesIsWrittenAsBeforeThereWereAny() {
    assertForm(CREATED.formatted(""), created(List.of()));
  }

  @Test
  void anOpenSpaceIsWrittenAsSuchAndGrowsByEvents() {
    SearchSpace open = SearchSpace.open();
    StudyCreated fixed = created(List.of());
    assertForm(
        CREATED
            .formatted("")
            .replace("\"forbidden\":[],", "\"forbidden\":[],\"open\":true,")
            .replace(fixed.spec().space().fingerprint(), open.fingerprint()),
        new StudyCreated(fixed.spec().withSpace(open), fixed.provenance()));
    assertForm(
        "{\"event\":\"space_grown\",\"at\":[1767225600,5],\"space\":{\"a.b\":"
            + "{\"type\":\"float\",\"low\":1.0E-5,\"high\":0.1,\"scale\":\"log\"}}}",
        new SpaceGrown(RealParameter.log("a.b", 1e-5, 0.1)));
    assertForm(
        "{\"event\":\"space_grown\",\"at\":[1767225600,5],\"space\":{\"c\":"
            + "{\"type\":\"categorical\",\"choices\":[\"é\",true,1,0.5]}}}",
        new SpaceGrown(CategoricalParameter.of("c", List.<Object>of("é", true, 1L, 0.5))));
    assertForm(
        "{\"event\":\"suggested\",\"at\":[1767225600,5],\"trial\":3,"
            + "\"parameters\":{\"x\":0.1}}",
        new Suggested(3, "x", 0.1));
  }

  /** Their configurations are of other spaces, and keep the types that JSON gives them. */
  @Test
  void whatEarlierStudiesHaveFoundOutIsWrittenWithTheStudy() {
    Evaluation evaluation =
        Evaluation.of("value", Double.NEGATIVE_INFINITY)
            .withConstraint("size", 2)
            .withCost(3)
            .withStandardError(0.25);
    Configuration other = Configuration.of(Map.of("c", "RED", "flag", true, "n", 3L, "x", 1e-300));
    List<Evaluated> trials =
        List.of(
            new Evaluated(other, new Outcome.Completed(evaluation)),
            new Evaluated(CONFIGURATION, new Outcome.Pruned("slow")),
            new Evaluated(
                CONFIGURATION, new Outcome.Failed(new Failure(Failure.Kind.EXIT, "exit 1"))));
    assertForm(
        CREATED.formatted(
            ",\"warm_start\":[{\"name\":\"é\",\"trials\":["
                + "{\"parameters\":{\"c\":\"RED\",\"flag\":true,\"n\":3,\"x\":1.0E-300},"
                + "\"outcome\":\"completed\",\"values\":{\"value\":\"-Infinity\"},"
                + "\"stderr\":0.25,\"cost\":3.0,\"constraints\":{\"size\":2.0}},"
                + "{\"parameters\":{\"x\":0.5},\"outcome\":\"pruned\",\"reason\":\"slow\"},"
                + "{\"parameters\":{\"x\":0.5},"
                + "\"outcome\":\"failed\",\"kind\":\"exit\",\"message\":\"exit 1\"}]}]"),
        created(List.of(new EarlierStudy("é", trials))));
  }

  @Test
  void optionsMayBeMapsOfMaps() {
    Map<String, Object> beliefs = new LinkedHashMap<>();
    beliefs.put("rate", Map.of("at", 0.001));
    beliefs.put("kind", Map.of("a b", 3L));
    assertForm(
        CREATED
            .formatted("")
            .replace(
                "\"options\":{}",
                "\"options\":{\"beliefs\":{\"rate\":{\"at\":0.001},\"kind\":{\"a b\":3}},\"starts\":4}"),
        created(new StrategySpec("gp", Map.of("starts", 4L, "beliefs", beliefs)), List.of()));
  }

  @Test
  void thePrunerIsWrittenWithTheStudy() {
    StudyCreated plain = created(List.of());
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("name", "median");
    inner.put("startup_trials", 3L);
    PrunerSpec pruner = new PrunerSpec("patience", Map.of("patience", 4L, "of", inner));
    assertForm(
        CREATED.formatted(
            ",\"pruner\":{\"name\":\"patience\",\"options\":"
                + "{\"of\":{\"name\":\"median\",\"startup_trials\":3},\"patience\":4}}"),
        new StudyCreated(plain.spec().withPruner(pruner), plain.provenance()));
  }

  private static StudyCreated created(List<EarlierStudy> earlier) {
    return created(StrategySpec.named("gp"), earlier);
  }

  private static StudyCreated created(StrategySpec strategy, List<EarlierStudy> earlier) {
    StudySpec spec =
        new StudySpec(
            "s",
            SearchSpace.builder().build(),
            List.of(ObjectiveSpec.minimize("value")),
            List.of(),
            strategy,
            7,
            Budget.trials(9));
    return new StudyCreated(spec.withWarmStart(earlier), new Provenance("0", "25", "none"));
  }

  @Test
  void everyEventThatTakesAKeyKeepsIt() {
    Claim claim = new Claim("w", NOW, NOW.plusSeconds(1));
    for (String key : List.of("", "k", "x".repeat(255))) {
      for (StudyEvent event :
          List.of(
              new TrialProposed(0, CONFIGURATION, Origin.STRATEGY, 1, Optional.of(key)),
              added(Optional.of(key)),
              new TrialClaimed(0, claim, Optional.of(key)),
              new TrialFinished(0, "w", DONE, Optional.of(key)))) {
        assertEquals(event, EventCodec.read(0, EventCodec.write(NOW, event)).event());
      }
    }
  }

  /**
   * By which an older reader understands events with entries that came later: it takes no notice.
   */
  @Test
  void entriesThatTheReaderDoesNotKnowAreNoError() {
    StudyEvent event = new TrialProposed(3, CONFIGURATION, Origin.ENQUEUED, 7);
    assertEquals(event, EventCodec.read(0, PROPOSED.formatted(",\"later\":true")).event());
  }

  @Test
  void aKeyThatIsNoTextIsAnError() {
    String text = PROPOSED.formatted(",\"key\":1");
    assertThrows(IllegalArgumentException.class, () -> EventCodec.read(0, text));
  }

  private static TrialAdded added(Optional<String> key) {
    Trial.Timing timing = new Trial.Timing("w", NOW, NOW.plusSeconds(1));
    List<Measurement> measurements = List.of(Measurement.of(1, "value", 2));
    return new TrialAdded(3, CONFIGURATION, measurements, timing, DONE, key);
  }

  private static void assertForm(String text, StudyEvent event) {
    assertEquals(text, EventCodec.write(NOW, event));
    assertEquals(new StoredEvent(9, NOW, event), EventCodec.read(9, text));
    assertFalse(text.contains("\n"), "one line");
  }
}
