package dev.luthier.nativemath.locate;

import java.util.List;

/**
 * The files of a library that comes in a jar, and how to know them.
 *
 * @param version of the jar
 * @param files the library first, then what it needs from the same folder
 */
record Bundle(String version, List<Entry> files) {

  /**
   * A file.
   *
   * @param name without folder
   * @param size in bytes
   * @param sha256 in lower-case hexadecimal digits
   */
  record Entry(String name, long size, String sha256) {}

  /** {@code org.bytedeco:openblas}, classifier {@code linux-x86_64}; the pom has its version. */
  static final Bundle OPENBLAS =
      new Bundle(
          "0.3.31-1.5.13",
          List.of(
              new Entry(
                  "libopenblas.so.0",
                  37_539_016,
                  "e3a80f7696735e6bcd374fbe6c91e42f83dc8bfb09c5b92a5f73d67c76b55ec1"),
              new Entry(
                  "libgfortran.so.5",
                  2_989_432,
                  "3ec471016fbfea6ccda4736fbbf2d0098e6386d2c34fb7ae9b15d91fa1b38874"),
              new Entry(
                  "libquadmath.so.0",
                  289_592,
                  "67d3147512460e56dc805582ed5d32b66a7a199247ba5a27b7cb3054d2b2fef2"),
              new Entry(
                  "libgcc_s.so.1",
                  125_488,
                  "a93ec41b336a895a7f0d7b789d66f6fc816de1a5ad0da37e8cfc428d7e9f8dd4")));

  Bundle {
    files = List.copyOf(files);
  }

  /** The file to load. */
  String library() {
    return files.getFirst().name();
  }

  /** Changes whenever the library does. */
  String folderName() {
    return "openblas-" + version + "-" + files.getFirst().sha256().substring(0, 12);
  }
}
