package dev.luthier.cli.view;

import dev.luthier.cli.terminal.Span;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A finished trial as one line of a log. */
final class PlainLine {
  private static final String GAP = "  ";

  /** Of an exception's class at the start of a message: long, and seldom news. */
  private static final Pattern PACKAGE = Pattern.compile("^([a-z_][a-z0-9_]*\\.)+(?=[A-Z])");

  private PlainLine() {}

  /** The first line: what is being tuned, and how. */
  static String heading(StudySpec spec) {
    return printable(LiveFrame.heading(spec, ", "));
  }

  /**
   * @param best the best trial so far, this one included
   */
  static String of(StudySpec spec, Trial.Finished trial, Optional<Trial.Completed> best) {
    List<String> parts = new ArrayList<>();
    parts.add("trial " + trial.number());
    parts.add(outcome(spec, trial));
    String objective = spec.firstObjective().name();
    best.ifPresent(
        b ->
            parts.add(
                "best "
                    + ShortText.value(b.evaluation().value(objective))
                    + " (trial "
                    + b.number()
                    + ")"));
    Duration took = Duration.between(trial.timing().start(), trial.timing().end());
    parts.add(ShortText.seconds(took.isNegative() ? Duration.ZERO : took));
    List<String> settings = new ArrayList<>();
    trial
        .configuration()
        .asMap()
        .forEach((name, value) -> settings.add(name + "=" + ShortText.parameter(value)));
    parts.add(String.join(" ", settings));
    parts.add(reason(trial));
    return printable(String.join(GAP, parts).stripTrailing());
  }

  private static String outcome(StudySpec spec, Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed completed -> {
        String name = spec.firstObjective().name();
        yield name + " " + ShortText.value(completed.evaluation().value(name));
      }
      case Trial.Failed _ -> "failed";
      case Trial.Pruned _ -> "pruned";
      case Trial.Abandoned _ -> "abandoned";
    };
  }

  /** Why the trial has no value, in the words of whoever said so; nothing for a completed one. */
  static String reason(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed _ -> "";
      case Trial.Failed failed -> PACKAGE.matcher(failed.failure().message()).replaceFirst("");
      case Trial.Pruned pruned -> pruned.reason();
      case Trial.Abandoned abandoned -> abandoned.reason();
    };
  }

  private static String printable(String text) {
    return Span.plain(text).text();
  }
}
