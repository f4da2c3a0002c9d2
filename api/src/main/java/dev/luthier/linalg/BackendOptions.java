package dev.luthier.linalg;

/**
 * What the user may decide about a backend. A backend ignores what does not apply to it (the
 * reference backend has one thread and no device).
 *
 * @param maximumThreads upper bound on threads computing at the same time, ≥ 1
 * @param device zero-based index of the accelerator, ≥ 0
 * @param deterministic whether results must not depend on the instruction set of the machine, at
 *     some cost in speed. Results never depend on the number of threads, whatever this says.
 */
public record BackendOptions(int maximumThreads, int device, boolean deterministic) {

  public BackendOptions {
    if (maximumThreads < 1) {
      throw new IllegalArgumentException("maximumThreads is " + maximumThreads + ", must be ≥ 1");
    }
    if (device < 0) {
      throw new IllegalArgumentException("device is " + device + ", must be ≥ 0");
    }
  }

  /** Every processor the virtual machine may use, the first device, not deterministic. */
  public static BackendOptions defaults() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors(), 0, false);
  }

  /** These options with another bound on threads. */
  public BackendOptions withMaximumThreads(int threads) {
    return new BackendOptions(threads, device, deterministic);
  }

  /** These options with another device. */
  public BackendOptions withDevice(int index) {
    return new BackendOptions(maximumThreads, index, deterministic);
  }

  /** These options with or without independence of the instruction set. */
  public BackendOptions withDeterministic(boolean required) {
    return new BackendOptions(maximumThreads, device, required);
  }
}
