/**
 * Objectives as users write them, for the command's tests: outside {@code dev.luthier}, loaded from
 * a class path.
 */
package example;
