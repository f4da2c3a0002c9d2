/**
 * The contract between a study and the algorithms that propose configurations. Implementations are
 * found through {@link java.util.ServiceLoader}; they depend on this package, never on the study's
 * loop or its store.
 */
package dev.luthier.strategy;
