package dev.luthier.nativemath.tile;

/** What one thread needs while it computes a tile: kernels, and blocks to tell them what of. */
final class Worker {

  final TileKernels kernels;
  final Block a = new Block();
  final Block b = new Block();
  final Block c = new Block();

  Worker(TileKernels kernels) {
    this.kernels = kernels;
  }
}
