/**
 * Quasi-random search: trial n of a study is point n of a scrambled Sobol sequence. Nothing depends
 * on this package.
 */
package dev.luthier.strategy.sobol;
