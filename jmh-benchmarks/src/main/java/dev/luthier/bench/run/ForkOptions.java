package dev.luthier.bench.run;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;

/** What the processes that measure are started with, beside this one's own options. */
final class ForkOptions {
  private static final String VECTOR = "jdk.incubator.vector";

  private ForkOptions() {}

  /** The Vector API is asked for only where this Java has it: one without it would not start. */
  static List<String> all() {
    List<String> options = new ArrayList<>();
    options.add("--enable-native-access=ALL-UNNAMED");
    // JMH's states are padded by it; the warning would be one a process.
    options.add("--sun-misc-unsafe-memory-access=allow");
    if (ModuleFinder.ofSystem().find(VECTOR).isPresent()) {
      options.add("--add-modules=" + VECTOR);
    }
    return options;
  }
}
