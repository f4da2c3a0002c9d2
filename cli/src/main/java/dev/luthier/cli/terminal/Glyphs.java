package dev.luthier.cli.terminal;

/**
 * The signs of the live view, in two sets: one for terminals that speak Unicode, one for the rest.
 *
 * @param best marks the best trial
 * @param running marks a running trial
 * @param completed marks a completed trial
 * @param pruned marks a pruned trial, as in the report
 * @param failed marks a failed or abandoned trial
 * @param ellipsis stands for what did not fit
 * @param bar the done part of a progress bar
 * @param track the part still to do
 * @param rule the line under a heading
 * @param separator stands between facts
 */
public record Glyphs(
    String best,
    String running,
    String completed,
    String pruned,
    String failed,
    String ellipsis,
    String bar,
    String track,
    String rule,
    String separator) {

  public static final Glyphs UNICODE =
      new Glyphs("★", "●", "✓", "◇", "✗", "…", "━", "─", "─", " · ");

  public static final Glyphs ASCII = new Glyphs("*", ">", "+", "/", "x", "~", "#", "-", "-", ", ");
}
