/**
 * How a running study looks: as a live table on a terminal, as plain lines elsewhere.
 *
 * <pre>
 *   RunListener events ──► RunProgress ──► RunSnapshot ──► LiveFrame (pure) ──► LiveScreen
 *                                     └──► PlainLine (pure)
 * </pre>
 *
 * Depends on {@code cli.terminal} and on the study's values; used by {@code cli}.
 */
package dev.luthier.cli.view;
