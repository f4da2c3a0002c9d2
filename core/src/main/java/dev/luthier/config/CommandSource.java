package dev.luthier.config;

import dev.luthier.command.CommandLine;

/**
 * An objective that is a program, run once for each trial.
 *
 * @param command as the file gives it; it fits the file's study, but whether its program exists is
 *     found out by {@link dev.luthier.command.CommandObjective#open}
 */
public record CommandSource(CommandLine command) implements ObjectiveSource {}
