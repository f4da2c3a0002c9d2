/**
 * What {@code luthier doctor} finds out about this machine, and how it says it.
 *
 * <pre>
 *   Examination (measures, probes) ──► Findings ──► FindingsPage (pure)
 * </pre>
 *
 * Depends on {@code cli.terminal} and on core's discovery; used by {@code cli}.
 */
package dev.luthier.cli.doctor;
