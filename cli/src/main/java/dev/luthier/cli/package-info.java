/**
 * The command line: reads arguments, runs a study, tells the user. Knows no strategy and no backend
 * by name.
 *
 * <pre>
 *   Main ──► TuneCommand ──► StudyFile, Study (core)     data on stdout, progress and errors on stderr
 *        ├─► Ask-, Tell-, Enqueue-, ImportCommand ──► StudyOperand ──► StudyPlace ──► Study
 *        ├─► Best-, Trials-, Status-, ExportCommand ──► StudyOperand ──► StudyPlace ──► KeptStudy
 *        └─► DoctorCommand
 * </pre>
 *
 * Uses {@code cli.study}, {@code cli.view}, {@code cli.doctor} and {@code cli.terminal}; nothing
 * depends on it.
 */
package dev.luthier.cli;
