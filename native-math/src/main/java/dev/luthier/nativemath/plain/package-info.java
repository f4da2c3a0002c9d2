/**
 * Operations in plain Java over {@link dev.luthier.nativemath.memory}, for every backend whose
 * matrices the processor can reach: those that no library has, and those that gain nothing from
 * one.
 *
 * <pre>
 *   OffHeapTransfers   PivotedCholesky   RankOneUpdate   SymmetricEigen   OffHeapFeatures
 *          └──────────────────┴──────── memory.OffHeapMatrix ──┴────────────────┘
 * </pre>
 *
 * <p>Depends on {@code dev.luthier.linalg} and {@code memory}. Backends may depend on it.
 */
package dev.luthier.nativemath.plain;
