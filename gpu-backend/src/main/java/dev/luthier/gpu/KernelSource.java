package dev.luthier.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of our kernels: one translation unit, whose parts are files. */
final class KernelSource {

  /** In the order in which they need one another. */
  static final List<String> FILES =
      List.of(
          "prelude.cu",
          "algebra.cu",
          "covariance.cu",
          "gradient.cu",
          "dense.cu",
          "factor.cu",
          "reduce.cu",
          "features.cu",
          "studies.cu");

  private KernelSource() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    for (String file : FILES) {
      text.append("#line 1 \"").append(file).append("\"\n").append(read(file));
    }
    return text.toString();
  }

  private static String read(String file) {
    try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
