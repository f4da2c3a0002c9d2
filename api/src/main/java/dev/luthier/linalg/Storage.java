package dev.luthier.linalg;

/**
 * Memory of one allocated matrix, known only to the backend that made it: an array, an address, a
 * device pointer. For authors of backends.
 */
public interface Storage {

  /**
   * The distance, in elements, between neighbours in a row. At least the number of rows allocated
   * and at least 1; a backend may round up for alignment.
   */
  int leadingDimension();
}
