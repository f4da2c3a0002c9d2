/**
 * The study loop: {@link dev.luthier.run.Study} asks a strategy, hands out trials, records what
 * comes of them.
 *
 * <pre>
 *   strategy ──propose──► Study ──claim──► objective ──finish──► log ──observe──► strategy
 * </pre>
 */
package dev.luthier.run;
