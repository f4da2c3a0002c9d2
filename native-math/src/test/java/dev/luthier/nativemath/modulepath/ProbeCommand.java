package dev.luthier.nativemath.modulepath;

import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.ServiceLoader;

/**
 * Asks the backend of the name given whether it works, in a process of its own. In a package that
 * the module does not have, because the module's own are looked up in the module alone.
 */
final class ProbeCommand {

  private ProbeCommand() {}

  static void main(String[] arguments) {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(arguments[0])) {
        IO.println(provider.probe(BackendOptions.defaults()));
      }
    }
  }
}
