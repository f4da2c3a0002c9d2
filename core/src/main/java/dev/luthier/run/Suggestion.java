package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.SpaceGrown;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyState;
import dev.luthier.study.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a running trial of an open space gets for a parameter.
 *
 * @param value one of the parameter's
 * @param events that make it so; none where it was so before
 */
record Suggestion(Object value, List<StudyEvent> events) {
  private static final String PURPOSE = "suggest/";

  Suggestion {
    events = List.copyOf(events);
  }

  /**
   * The value that was proposed for the trial, or a drawn one: a function of the study's seed, the
   * trial and the name, so that the order of the questions and other trials change nothing.
   *
   * @param parameter {@link #plain}
   * @throws RedefinedParameterException when the study knows another one of this name
   * @throws InvalidInputException when the trial does not run, or was enqueued with something that
   *     is no value of the parameter
   */
  static Suggestion of(StudyState state, long trial, Parameter<?> parameter, RandomStreams random) {
    SearchSpace space = state.spec().space();
    String name = parameter.name();
    Optional<Parameter<?>> known = space.find(name);
    if (known.isPresent() && !known.get().equals(parameter)) {
      throw new RedefinedParameterException(known.get(), parameter);
    }
    Optional<Object> before = state.evaluated(trial).find(name);
    if (before.isPresent()) {
      return new Suggestion(before.get(), List.of());
    }
    if (state.claim(trial).isEmpty()) {
      throw new InvalidInputException(
          "trial", trial, "does not run; it cannot ask for " + name + " any more");
    }
    Optional<Object> proposed =
        state.find(trial).flatMap(running -> running.configuration().find(name));
    Object value =
        proposed.isPresent()
            ? parameter.valueOf(proposed.get())
            : parameter.decode(random.generator(trial, PURPOSE + name).nextDouble());
    List<StudyEvent> events = new ArrayList<>();
    if (known.isEmpty()) {
      events.add(new SpaceGrown(parameter));
    }
    events.add(new Suggested(trial, name, value));
    return new Suggestion(value, events);
  }

  /**
   * The parameter as a log gives it back: enum constants are their names and whole numbers {@code
   * long}s, so that a study which is opened again knows the same parameters.
   */
  static Parameter<?> plain(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter p -> p;
      case IntegerParameter p -> p;
      case CategoricalParameter<?> p -> CategoricalParameter.of(p.name(), plain(p.choices()));
      case OrdinalParameter<?> p -> OrdinalParameter.of(p.name(), plain(p.values()));
    };
  }

  private static List<Object> plain(List<?> values) {
    return values.stream().map(Suggestion::plain).toList();
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name();
      case Integer number -> number.longValue();
      default -> value;
    };
  }
}
