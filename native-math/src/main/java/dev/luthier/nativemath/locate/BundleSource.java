package dev.luthier.nativemath.locate;

import java.io.IOException;
import java.io.OutputStream;

/** Where the files of a bundle come from. */
@FunctionalInterface
interface BundleSource {

  /**
   * Writes the contents of a file.
   *
   * @throws IOException if there is no such file or it cannot be read or written
   */
  void copy(String name, OutputStream target) throws IOException;
}
