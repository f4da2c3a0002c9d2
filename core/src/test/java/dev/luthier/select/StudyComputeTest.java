package dev.luthier.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
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
    private final Map<String, String> versions =
        new HashMap<>(Map.of("near", "1", "far", "1", "vector", "1", "openblas", "1"));
    private final List<String> lost = new ArrayList<>();
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
    public Preference preferredOnHost(Workload workload) {
      String name = workload.observations() >= 256 ? "openblas" : "vector";
      return new Preference(name, Map.of(), "for the test");
    }

    @Override
    public void lost(Backend backend) {
      lost.add(backend.info().name());
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

  /** Wherever it has been chosen, and also by an earlier process. */
  @Test
  void aLostAcceleratorIsReplacedForEveryNumberOfObservations() {
    events.add(new BackendChosen("far", "1", 128, Map.of(), ""));
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("near", backendFor(study, 50));
    assertEquals("far", backendFor(study, 300));
    assertTrue(study.fallBack(wrapped(new DeviceLostException("far", "Xid 79"))));
    assertEquals(List.of("far"), machine.lost);
    assertEquals(List.of("far from 128", "near from 1", "far from 256"), choices().subList(0, 3));
    // "near" is an accelerator too, and no accelerator is trusted any more.
    assertEquals(
        List.of("vector from 1", "vector from 128", "openblas from 256"),
        choices().subList(3, choices().size()));
    assertEquals("far has lost its device (Xid 79); for the test", events.getLast().reason());
    assertEquals("openblas", backendFor(study, 700), "what comes later, too");
    assertEquals("openblas from 512", choices().getLast());
    assertEquals("openblas", backendFor(study(BackendWish.AUTO), 300), "opened again");
    assertFalse(study.fallBack(new DeviceLostException("far", "Xid 79")), "nothing is left of it");
  }

  @Test
  void fullMemoryIsAvoidedFromTheLargestModelsOn() {
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("near", backendFor(study, 50));
    assertEquals("far", backendFor(study, 300));
    assertEquals("far", backendFor(study, 600));
    assertTrue(study.fallBack(wrapped(new DeviceOutOfMemoryException(600, 600, "8 MiB"))));
    assertEquals(List.of(), machine.lost);
    assertEquals("far", backendFor(study, 511));
    assertEquals("openblas", backendFor(study, 512));
    assertEquals("openblas", backendFor(study, 1_024));
    assertTrue(study.fallBack(new DeviceOutOfMemoryException(300, 300, "1 MiB")));
    assertEquals("openblas", backendFor(study, 256));
    assertEquals("near", backendFor(study, 50));
    assertTrue(study.fallBack(new DeviceOutOfMemoryException(50, 50, "1 KiB")));
    assertEquals("vector", backendFor(study, 50));
    assertFalse(study.fallBack(new DeviceOutOfMemoryException(50, 50, "1 KiB")), "the host's");
  }

  @Test
  void whoNamedAnAcceleratorGoesOnWithoutIt() {
    StudyCompute study = study(new BackendWish(Optional.of("far")));
    assertEquals("far", backendFor(study, 50));
    assertTrue(study.fallBack(new DeviceLostException("far", "Xid 79")));
    assertEquals("vector", backendFor(study, 50));
    assertEquals("openblas", backendFor(study, 300));
    assertEquals(List.of("far from 1", "vector from 1", "openblas from 256"), choices());
  }

  /** Lost by another study of the process, and not there any more when it is wanted again. */
  @Test
  void aNamedAcceleratorThatIsGoneAtALaterDecisionHoldsNothingUp() {
    StudyCompute study = study(new BackendWish(Optional.of("far")));
    assertEquals("far", backendFor(study, 50));
    machine.versions.remove("far");
    assertEquals("vector", backendFor(study, 200));
    assertEquals("far does not work here; for the test", events.getLast().reason());
    assertEquals("openblas", backendFor(study, 300));
  }

  @Test
  void otherFailuresAreNobodysFault() {
    StudyCompute study = study(BackendWish.AUTO);
    assertEquals("near", backendFor(study, 50));
    assertFalse(study.fallBack(new IllegalStateException("a mistake")));
    assertFalse(study.fallBack(new DeviceLostException("cuda", "not of this study")));
    assertEquals(1, events.size());
  }

  /** As the strategies do with what failed in the background. */
  private static RuntimeException wrapped(RuntimeException cause) {
    return new IllegalStateException("a fit failed", new IllegalStateException("so did", cause));
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
