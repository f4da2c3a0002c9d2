package dev.luthier.study;

import dev.luthier.space.Configuration;
import java.util.List;
import java.util.Objects;

/**
 * What another study has found out, for the strategy of this one to begin with. Its space may be
 * another: what counts is what its parameters have in common with this study's, by name.
 *
 * @param name of the study
 * @param trials in the order in which they finished, as they were when this study was created;
 *     empty as long as the study is only named
 */
public record EarlierStudy(String name, List<Evaluated> trials) {
  public EarlierStudy {
    Objects.requireNonNull(name, "name");
    trials = List.copyOf(trials);
  }

  /** A study that is to be looked up when this one is created. */
  public static EarlierStudy named(String name) {
    return new EarlierStudy(name, List.of());
  }

  /** Short: there may be a thousand trials, and a study's definition goes into messages. */
  @Override
  public String toString() {
    return name + " (" + trials.size() + " trials)";
  }

  /**
   * A trial of that study.
   *
   * @param configuration of that study's space
   * @param outcome how the trial ended
   */
  public record Evaluated(Configuration configuration, Outcome outcome) {}
}
