package dev.luthier.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.Session;
import dev.luthier.select.cost.Preference;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.strategy.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Backends here have names, and tell what they were asked for. */
final class StudyComputeTest {
  private static final Workload FIT = new Workload(1, 3, 100);

  private final Machine machine = new Machine();
  private final List<BackendChosen> events = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  /** Prefers "near" for few observations, "far" for many. */
  private final class Machine implements BackendSource {
    private final Map<String, String> versions = new HashMap<>(Map.of("near", "1", "far", "1"));
    private int questions;

    @Override
    public Optional<Backend> find(String name) {
      return Optional.ofNullable(versions.get(name)).map(version -> backend(name, version));
    }

    @Override
    public Preference preferred(Workload workload) {
      questions++;
      String name = versions.containsKey("far") && workload.observations() >= 256 ? "far" : "near";
      return new Preference(name, Map.of("near", 1.0, "far", 2.0), "for the test");
    }

    @Override
    public Executor background() {
      return Runnable::run;
    }

    private Backend backend(String name, String version) {
      return new Backend() {
        @Override
        public BackendInfo info() {
          return new BackendInfo(name, version, "x");
        }

        @Override
        public Session openSession() {
          opened.add(name);
          throw new Opened();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** In place of a session, which nobody here uses. */
  private static final class Opened extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }

  private StudyCompute study(BackendWish wish) {
    return new StudyCompute(
        machine,
        wish,
        new StudyCompute.Log() {
          @Override
          public List<BackendChosen> choices() {
            return List.copyOf(events);
          }

          @Override
          public void add(BackendChosen choice) {
            events.add(choice);
          }
        });
  }

  private String backendFor(StudyCompute study, int observations) {
    assertThrows(Opened.class, () -> study.openSession(FIT.at(observations)));
    return opened.getLast();
  }

  private List<String> choices() {
    return events.stream().map(e -> e.backend() + " from " + e.observations()).toList();
  }

  @Test
  void nothingIsDecidedBeforeSomethingIsComputed() {
    study(BackendWish.AUTO);
    assertEquals(List.of(), events);
    assertEquals(0, machine.questions);
  }

  @Test
  void theFirstFitDecidesForAllUpTo128() {
    StudyCompute study = study(BackendWish.AUTO);
    for (int n = 1; n < 128; n++) {
      assertEquals("near", backendFor(study, n));
    }
    assertEquals(
        List.of(new BackendChosen("near", "1", 1, Map.of("near", 1.0, "far", 2.0), "for the test")),
        events);
    assertEquals(1, machine.questions);
  }

  @Test
  void aGrowingStudyMovesAtAFixedNumberOfObservations() {
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("near", backendFor(study, 100));
    assertEquals("near", backendFor(study, 255));
    assertEquals("far", backendFor(study, 256));
    assertEquals("far", backendFor(study, 511));
    assertEquals("near", backendFor(study, 255), "an earlier fit, made again");
    assertEquals(List.of("near from 1", "near from 128", "far from 256"), choices());
  }

  /** Whichever of two fits in the background comes first. */
  @Test
  void theOrderInWhichFitsAskMakesNoDifference() {
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("far", backendFor(study, 260));
    assertEquals("near", backendFor(study, 250));
    assertEquals(List.of("far from 256", "near from 128"), choices());
  }

  @Test
  void aStudyThatIsOpenedAgainComputesWithWhatItsLogSays() {
    events.add(new BackendChosen("far", "1", 1, Map.of(), "measured in another process"));
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("far", backendFor(study, 50));
    assertEquals(1, events.size(), "nothing was decided");
    assertEquals(0, machine.questions, "nothing was measured");
    assertEquals("near", backendFor(study, 130), "a new decision goes by what is measured now");
  }

  @Test
  void theLaterOfTwoChoicesForOneNumberHolds() {
    events.add(new BackendChosen("near", "1", 1, Map.of(), ""));
    events.add(new BackendChosen("far", "1", 1, Map.of(), ""));
    assertEquals("far", backendFor(study(BackendWish.AUTO), 50));
  }

  @Test
  void aBackendThatDoesNotWorkAnyMoreIsReplacedByAnEvent() {
    events.add(new BackendChosen("lost", "1", 256, Map.of(), ""));
    assertEquals("far", backendFor(study(BackendWish.AUTO), 300));
    assertEquals(List.of("lost from 256", "far from 256"), choices());
    assertEquals("lost does not work here; for the test", events.getLast().reason());
    assertEquals("far", backendFor(study(BackendWish.AUTO), 300), "opened once more");
    assertEquals(2, events.size());
  }

  @Test
  void anotherVersionOfTheSameBackendIsAnEvent() {
    events.add(new BackendChosen("near", "0", 1, Map.of(), ""));
    assertEquals("near", backendFor(study(BackendWish.AUTO), 50));
    assertEquals("1", events.getLast().version());
    assertEquals(2, events.size());
    assertEquals(0, machine.questions);
  }

  @Test
  void whoNamesABackendGetsIt() {
    events.add(new BackendChosen("near", "1", 1, Map.of(), ""));
    StudyCompute study = study(new BackendWish(Optional.of("far")));
    assertEquals("far", backendFor(study, 50));
    assertEquals("far", backendFor(study, 200));
    assertEquals(List.of("near from 1", "far from 1", "far from 128"), choices());
    assertEquals(0, machine.questions);
    assertEquals("far", backendFor(study(BackendWish.AUTO), 50), "the log says so from then on");
  }

  @Test
  void aNameThatIsNotInstalledIsRefused() {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> BackendWish.of("openblass"));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("backend = openblass: must be auto or one of ["),
        e::getMessage);
    assertEquals(BackendWish.AUTO, BackendWish.of("auto"));
    assertEquals(Optional.of("reference"), BackendWish.of("reference").name());
  }
}
