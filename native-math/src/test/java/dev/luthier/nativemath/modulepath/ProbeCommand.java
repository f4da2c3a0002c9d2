package dev.luthier.nativemath.modulepath;

import dev.luthier.linalg.ArrayMath;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.ServiceLoader;

/**
 * Asks the backend of the name given whether it works, or for {@code array} which implementation of
 * the elementary functions is the best, in a process of its own. In a package that the module does
 * not have, because the module's own are looked up in the module alone.
 */
final class ProbeCommand {

  private ProbeCommand() {}

  static void main(String[] arguments) {
    if (arguments[0].equals("array")) {
      double[] values = new double[32];
      ArrayMath.best().exp(values, values);
      IO.println(ArrayMath.best().getClass().getSimpleName() + " exp(0) = " + values[31]);
    }
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(arguments[0])) {
        IO.println(provider.probe(BackendOptions.defaults()));
      }
    }
  }
}
