package dev.luthier.strategy.unseen;

import dev.luthier.space.Configuration;
import dev.luthier.space.Lattice;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The cells of a lattice that no finished trial has. Read on first use, in blocks of a million
 * permitted cells, and kept from then on; since finished trials stay finished, what is kept is
 * always what a fresh reading would give.
 *
 * <p>In an infinite space a cell stands for one assignment of the discrete parameters. Where it
 * leaves a continuous parameter active it is never used up: its continuous values are drawn anew
 * each time, which no condition and no forbidden combination can mind, because these name discrete
 * values only. Linear constraints can, and may leave some cells nothing.
 */
final class Remainder {
  /**
   * Permitted cells among which each left one is equally likely; larger lattices are used up block
   * by block. Reading a block takes a few tenths of a second and happens once.
   */
  static final int BLOCK = 1 << 20;

  /**
   * Two draws of a double agree with a probability near 2⁻⁵²; a range of a few doubles counts as
   * used up after this.
   */
  private static final int MOST_REDRAWS = 100;

  /**
   * Cells that are looked at in turn where they turn out to be left nothing. Each costs some
   * milliseconds.
   */
  private static final int MOST_CELLS = 200;

  private final Lattice lattice;
  private final List<Parameter<?>> redrawn;
  private final SearchSpace space;
  private final int blockSize;
  private final List<List<Configuration>> blocks = new ArrayList<>();
  private Optional<Iterator<Configuration>> unread = Optional.empty();

  private Remainder(SearchSpace space, Lattice lattice, List<Parameter<?>> redrawn, int blockSize) {
    this.space = space;
    this.lattice = lattice;
    this.redrawn = redrawn;
    this.blockSize = blockSize;
  }

  /** Of everything the space permits. */
  static Remainder ofSpace(SearchSpace space, int blockSize) {
    List<Parameter<?>> continuous =
        space.parameters().stream().filter(p -> p.cardinality().isEmpty()).toList();
    return new Remainder(space, Lattice.assignments(space), continuous, blockSize);
  }

  /** Of a lattice, its values of continuous parameters taken literally. */
  static Remainder ofLattice(SearchSpace space, Lattice lattice) {
    return new Remainder(space, lattice, List.of(), BLOCK);
  }

  /**
   * A configuration that is neither finished nor open, or empty when there is none: each of the
   * first block that has any is equally likely. O(cells kept), after the reading.
   */
  Optional<Configuration> pick(
      Set<Configuration> finished, Set<Configuration> open, RandomGenerator random) {
    for (int b = 0; b < blocks.size() || readBlock(finished); b++) {
      List<Configuration> block = blocks.get(b);
      block.removeIf(cell -> isUsedUp(cell, finished));
      List<Configuration> free = block.stream().filter(cell -> !isUsedUp(cell, open)).toList();
      Optional<Configuration> found =
          drawn(free, c -> finished.contains(c) || open.contains(c), random);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** From one of the cells, each as likely as the other among those that are left something. */
  private Optional<Configuration> drawn(
      List<Configuration> cells, Predicate<Configuration> taken, RandomGenerator random) {
    List<Configuration> left = new ArrayList<>(cells);
    Optional<Configuration> found = Optional.empty();
    for (int tries = 0; tries < MOST_CELLS && !left.isEmpty() && found.isEmpty(); tries++) {
      int k = random.nextInt(left.size());
      found = redraw(left.get(k), taken, random);
      left.set(k, left.getLast());
      left.removeLast();
    }
    return found;
  }

  private boolean isUsedUp(Configuration cell, Set<Configuration> taken) {
    return taken.contains(cell) && !hasContinuum(cell);
  }

  private boolean hasContinuum(Configuration cell) {
    return redrawn.stream().anyMatch(cell::isActive);
  }

  /** The next block, without the cells that are used up; false when all have been read. */
  private boolean readBlock(Set<Configuration> finished) {
    Iterator<Configuration> cells = unread.orElseGet(lattice::iterator);
    unread = Optional.of(cells);
    if (!cells.hasNext()) {
      return false;
    }
    List<Configuration> block = new ArrayList<>();
    for (int i = 0; i < blockSize && cells.hasNext(); i++) {
      Configuration cell = cells.next();
      if (!isUsedUp(cell, finished)) {
        block.add(cell);
      }
    }
    blocks.add(block);
    return true;
  }

  private Optional<Configuration> redraw(
      Configuration cell, Predicate<Configuration> taken, RandomGenerator random) {
    if (!hasContinuum(cell)) {
      return Optional.of(cell);
    }
    for (int i = 0; i < MOST_REDRAWS; i++) {
      Optional<Configuration> drawn = space.redraw(cell, random);
      if (drawn.isEmpty() || !taken.test(drawn.get())) {
        return drawn;
      }
    }
    return Optional.empty();
  }
}
