/**
 * What a terminal is and what a line on it looks like: its size, the columns a text takes, colours.
 *
 * <pre>
 *   Span (text, style) ──► Line (fits a width) ──► String (with or without colour)
 * </pre>
 *
 * Depends on the JDK alone; every other package of the command may use it.
 */
package dev.luthier.cli.terminal;
