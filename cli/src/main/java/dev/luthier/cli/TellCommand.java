package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.Study;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code luthier tell}: records how a trial ended that was asked for. */
final class TellCommand {
  private static final String TRIAL = "TRIAL";
  private static final String KEY = "--key";

  private static final Syntax SYNTAX =
      new Syntax("tell", StudyOperand.OPTIONS, List.of(StudyOperand.NAME, TRIAL))
          .with(ToldOutcome.FAILED, ToldOutcome.PRUNED, ToldOutcome.ABANDONED)
          .with(ToldOutcome.STANDARD_ERROR, ToldOutcome.COST, KEY)
          .withRepeatable(ToldOutcome.CONSTRAINT)
          .withRest(ToldOutcome.VALUES)
          .withJson();

  private static final String HELP =
      """
      Usage: luthier tell FILE TRIAL NAME=VALUE… [--stderr X] [--cost X]
                          [--constraint NAME=VALUE]… [--key KEY] [--json]
             luthier tell FILE TRIAL --failed REASON [--key KEY] [--json]
             luthier tell FILE TRIAL --pruned REASON [--key KEY] [--json]
             luthier tell FILE TRIAL --abandoned REASON [--key KEY] [--json]

      Records how a trial ended that luthier ask has printed. It is on the disk when
      the command ends. With one objective a bare VALUE is enough. NaN is recorded as
      a failure; inf and -inf are values. Saying the same again changes nothing;
      saying something else about a trial that was told is an error.

      """
          + StudyOperand.HELP
          + """
                --failed REASON     the trial has no value, because of its configuration
                --pruned REASON     it was stopped early because it promised little
                --abandoned REASON  it was given up, whatever its configuration; it does
                                    not count against the budget
                --stderr X          standard error of the first objective's value
                --cost X            what the evaluation cost, in a unit of your choice
                --constraint NAME=VALUE
                                    a constraint's value, feasible at 0 and below; may be
                                    given more than once
                --key KEY           a name for this tell: saying it again under the same
                                    name is answered as the first time, whatever it says
          """
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage, wrong input or a trial that was told
          otherwise, 5 the store cannot be used; see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, TellCommand::run);

  private TellCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    long trial = arguments.operandLong(1);
    ToldOutcome told = ToldOutcome.of(arguments);
    StudyPlace place = StudyOperand.of(arguments);
    place.spec().ifPresent(told::in); // What is wrong is best found before the store is opened.
    StoredEvent event;
    boolean isRepeated;
    try (Study study = place.open(surroundings.clock().withZone(ZoneOffset.UTC))) {
      Outcome outcome = told.in(study.spec());
      switch (study.tell(trial, outcome, arguments.find(KEY))) {
        case AppendResult.Appended(StoredEvent appended) -> {
          event = appended;
          isRepeated = false;
        }
        case AppendResult.Repeated(StoredEvent first) -> {
          event = first;
          isRepeated = true;
        }
        case AppendResult.Conflict(String reason) ->
            throw conflict(study.trials().get(Math.toIntExact(trial)), outcome, reason);
      }
    }
    Answer answer = new Answer(trial, outcome(event), isRepeated);
    surroundings.out().print(arguments.has(Syntax.JSON) ? answer.json() : answer.text());
    return ExitCode.SUCCESS;
  }

  private static Outcome outcome(StoredEvent event) {
    return switch (event.event()) {
      case TrialFinished e -> e.outcome();
      case TrialAdded e -> e.outcome();
      default -> throw new IllegalStateException("no trial ends by " + event);
    };
  }

  /** Both what was said and what is said now, in words. */
  private static InvalidInputException conflict(Trial trial, Outcome outcome, String reason) {
    String before =
        switch (trial) {
          case Trial.Pending _ -> "it has not been asked for yet";
          case Trial.Running _ -> reason;
          case Trial.Completed t ->
              "it was told " + ToldOutcome.text(new Outcome.Completed(t.evaluation()));
          case Trial.Failed t -> "it was told " + ToldOutcome.text(new Outcome.Failed(t.failure()));
          case Trial.Pruned t -> "it was told " + ToldOutcome.text(new Outcome.Pruned(t.reason()));
          case Trial.Abandoned t ->
              "it was told " + ToldOutcome.text(new Outcome.Abandoned(t.reason()));
        };
    return new InvalidInputException("trial " + trial.number(), ToldOutcome.text(outcome), before);
  }

  /** What the command prints. */
  private record Answer(long trial, Outcome outcome, boolean isRepeated) {
    String text() {
      return "trial "
          + trial
          + ": "
          + ToldOutcome.text(outcome)
          + (isRepeated ? " (told before)\n" : "\n");
    }

    String json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("trial", trial);
      ToldOutcome.write(json, outcome);
      json.put("told_before", isRepeated);
      return JsonWriter.write(json) + "\n";
    }
  }
}
