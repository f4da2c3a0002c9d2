package dev.luthier.transfer;

/**
 * Something in a file that did not become a trial.
 *
 * @param label what it is there: {@code trial 12}, {@code line 340}
 * @param reason why it was left out, as a sentence without a full stop
 */
public record Skipped(String label, String reason) {}
