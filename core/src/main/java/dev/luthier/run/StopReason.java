package dev.luthier.run;

/** Why a run ended. */
public enum StopReason {
  /** The budget's number of trials was reached. */
  TRIALS("all trials of the budget are done"),
  /** The budget's wall time is over. */
  TIMEOUT("the time of the budget is over"),
  /** A trial reached the target. */
  TARGET("the target is reached"),
  /** Too many trials in a row brought no improvement. */
  NO_IMPROVEMENT("no improvement for the number of trials in the budget"),
  /** The strategy has nothing left to propose. */
  EXHAUSTED("every configuration has been tried"),
  /** The user asked to stop; running trials were finished. */
  DRAINED("stopped by the user; running trials were finished"),
  /** The user asked to stop at once; running trials were given up. */
  ABANDONED("stopped by the user; running trials were abandoned");

  private final String sentence;

  StopReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason in words, to stand behind a colon. */
  public String sentence() {
    return sentence;
  }
}
