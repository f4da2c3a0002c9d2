/**
 * Random search (J. Bergstra and Y. Bengio, JMLR 13, 2012): uniform in the unit cube of the space's
 * encoder. The base line every other strategy has to beat, and what they fall back on. Nothing
 * depends on this package.
 */
package dev.luthier.strategy.random;
