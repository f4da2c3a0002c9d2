package dev.luthier.command;

import dev.luthier.study.TrialContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a command finds in its environment, and how values are written there and in arguments. */
final class Variables {
  static final String WORKER = "LUTHIER_WORKER";
  static final String TRIAL = "LUTHIER_TRIAL";
  private static final String STUDY = "LUTHIER_STUDY";
  private static final String SEED = "LUTHIER_SEED";
  private static final String PARAMETER = "LUTHIER_PARAM_";

  private Variables() {}

  /** The variable of a parameter: {@code LUTHIER_PARAM_UNITS_2} for {@code units.2}. */
  static String ofParameter(String name) {
    return PARAMETER + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /**
   * A value as every language reads it: {@code 0.25}, {@code 1.0e-5}, {@code true}, and strings as
   * they are.
   */
  static String text(Object value) {
    return switch (value) {
      case Double number -> number.toString().replace('E', 'e');
      case Enum<?> constant -> constant.name();
      default -> String.valueOf(value);
    };
  }

  /** Names of the active parameters to their values' texts. */
  static Map<String, String> texts(TrialContext trial) {
    Map<String, String> texts = new LinkedHashMap<>();
    trial.configuration().asMap().forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  /** Makes the environment of a process that of a trial's command. */
  static void set(Map<String, String> environment, Owner owner, TrialContext trial) {
    clear(environment);
    texts(trial).forEach((name, text) -> environment.put(ofParameter(name), text));
    environment.put(STUDY, owner.study());
    environment.put(SEED, Long.toString(trial.seed()));
    environment.put(WORKER, owner.worker());
    environment.put(TRIAL, Long.toString(trial.number()));
  }

  /**
   * Takes out what Luthier itself was started with, as a command of another study: the marks of
   * that study's trial, and parameters that are inactive here.
   */
  static void clear(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(PARAMETER));
    environment.remove(STUDY);
    environment.remove(SEED);
    environment.remove(WORKER);
    environment.remove(TRIAL);
  }

  /** Whose trial a command runs. */
  record Owner(String study, String worker) {}
}
