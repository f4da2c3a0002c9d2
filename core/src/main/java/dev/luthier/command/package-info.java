/**
 * Objectives that are programs: any command in any language, run without a shell, one process tree
 * a trial.
 *
 * <pre>
 *   Luthier ──── a session of its own ──────────────────────────────┐
 *     │   arguments, LUTHIER_… in its environment ─► command        │ both carry the marks
 *     │   ◄─ stdout: lines  luthier: {"accuracy": 0.93}  └─ its own │ LUTHIER_WORKER and
 *     │   ◄─ stderr: the last lines are kept                children│ LUTHIER_TRIAL
 *     │                                                             ┘
 *     └─ a pipe ─► guardian: at its end of file, ends what carries the worker's mark
 * </pre>
 *
 * <p><b>What is promised.</b> However a trial ends, so do its processes: the command, its
 * descendants, and on Linux everything that inherited its marks, daemons with sessions of their own
 * included. When Luthier ends, be it by {@code kill -9}, the guardian does the same for all trials;
 * what even that missed is found by {@link dev.luthier.command.Leftovers} on resume. Outside the
 * promise: a process that runs as another user, one that was started with an emptied environment
 * and has outlived its parents, and one that wrote over its own environment. Systems without {@code
 * /proc} know descendants only: a trial that is stopped takes its tree with it, but what a command
 * left running when it exited by itself, or what runs when Luthier is killed, is not found.
 *
 * <p>Depends on the api and {@link dev.luthier.json}; {@link dev.luthier.config} and the commands
 * depend on it.
 */
package dev.luthier.command;
