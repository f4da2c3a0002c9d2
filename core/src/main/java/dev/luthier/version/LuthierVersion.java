package dev.luthier.version;

import java.util.Optional;

/** The version of Luthier that is running. */
public final class LuthierVersion {
  private LuthierVersion() {}

  /** From the module's descriptor, else from the jar's manifest, else {@code development}. */
  public static String current() {
    Class<?> here = LuthierVersion.class;
    return Optional.ofNullable(here.getModule().getDescriptor())
        .flatMap(descriptor -> descriptor.rawVersion())
        .or(() -> Optional.ofNullable(here.getPackage().getImplementationVersion()))
        .orElse("development");
  }
}
