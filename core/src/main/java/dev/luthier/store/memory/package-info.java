/**
 * Keeps studies for as long as the process lives. The store of tests, of throw-away studies and of
 * the benchmarks.
 */
package dev.luthier.store.memory;
