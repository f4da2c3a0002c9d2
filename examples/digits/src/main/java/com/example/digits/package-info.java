/**
 * A user's program to be tuned: a multilayer network in DJL/PyTorch that reads handwritten digits,
 * judged by stratified 5-fold cross-validation.
 *
 * <pre>
 *   DigitsObjective ──► FoldTraining ──► FoldBatches ──► DigitsData, StratifiedFolds
 *         │                  │
 *      Settings              └────► FoldNetworks, DropoutMasks, WeightUpdate ──► PyTorch
 * </pre>
 *
 * The five networks of the five folds have the same shape and see batches of the same size, so they
 * are one tensor program with a leading fold axis: {@code (fold, row, in) × (fold, in, out)}. That
 * makes them advance together and costs one call into PyTorch where five would be needed. Nothing
 * depends on this package.
 */
package com.example.digits;
