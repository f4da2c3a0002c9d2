package dev.luthier.strategy;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Why a strategy proposed a configuration, by what it knew at that moment. Immutable.
 *
 * @param motive what the proposal was meant for
 * @param predictions of the models at the configuration, by name of the objective or constraint;
 *     empty where no model was asked
 * @param acquisition the value by which this configuration won, of the strategy's own acquisition
 *     function; empty where there was none
 */
public record Rationale(
    Motive motive, Map<String, Prediction> predictions, OptionalDouble acquisition) {
  public Rationale {
    predictions = Map.copyOf(predictions);
  }

  /** What a proposal is meant for. */
  public enum Motive {
    /** Drawn before there was enough to model, or to keep the model honest. */
    DESIGN,
    /** Wins because little is known there: its mean alone is no better than what has been found. */
    EXPLORATION,
    /** Wins because its mean is better than what has been found. */
    EXPLOITATION
  }
}
