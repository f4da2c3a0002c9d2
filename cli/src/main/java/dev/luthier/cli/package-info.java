/**
 * The command line: reads arguments, runs a study, tells the user. Knows no strategy and no backend
 * by name.
 *
 * <pre>
 *   Main ──► TuneCommand ──► StudyFile, Study (core)     data on stdout, progress and errors on stderr
 *        └─► DoctorCommand
 * </pre>
 *
 * Uses {@code cli.view}, {@code cli.doctor} and {@code cli.terminal}; nothing depends on it.
 */
package dev.luthier.cli;
