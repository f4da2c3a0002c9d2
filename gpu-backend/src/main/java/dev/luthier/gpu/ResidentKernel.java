package dev.luthier.gpu;

import dev.luthier.linalg.Kernel;
import java.util.Optional;

/**
 * The kernel that a session used last, on the device: an operation seldom comes with another one
 * than that before it. Freed when its session ends. Used by one thread at a time.
 */
final class ResidentKernel {

  private final Queue queue;
  private Optional<Loaded> loaded = Optional.empty();

  ResidentKernel(Queue queue) {
    this.queue = queue;
  }

  /**
   * A kernel on the device.
   *
   * @param shape the address of its ints
   * @param value the address of its doubles
   */
  record Loaded(Kernel kernel, EncodedKernel encoded, long shape, long value) {}

  Loaded load(Kernel kernel) {
    if (loaded.isEmpty() || !loaded.get().kernel.equals(kernel)) {
      close();
      EncodedKernel encoded = EncodedKernel.of(kernel);
      long valueBytes = (long) encoded.value().length * Double.BYTES;
      long address = queue.allocate(valueBytes + (long) encoded.shape().length * Integer.BYTES);
      Loaded next = new Loaded(kernel, encoded, address + valueBytes, address);
      loaded = Optional.of(next);
      queue.upload(encoded.value(), encoded.shape(), address);
    }
    return loaded.get();
  }

  /** Frees it; what is queued still finds it. */
  void close() {
    if (loaded.isPresent()) {
      long address = loaded.get().value;
      loaded = Optional.empty();
      queue.free(address);
    }
  }
}
