/** The command {@code luthier}. */
@org.jspecify.annotations.NullMarked
module dev.luthier.cli {
  requires static org.jspecify;
  requires dev.luthier.core;
  // The machine's memory, in doctor.
  requires jdk.management;
  // sun.misc.Signal: the only way to hear a first and a second Ctrl-C.
  requires jdk.unsupported;
}
