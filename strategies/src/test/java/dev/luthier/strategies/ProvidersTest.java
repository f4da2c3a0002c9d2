package dev.luthier.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.strategy.StrategyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ProvidersTest {
  private static final String SERVICE = StrategyProvider.class.getName();

  @Test
  void classPathAndModulePathListTheSameProviders() throws IOException {
    Set<String> onClassPath =
        ServiceLoader.load(StrategyProvider.class).stream()
            .map(provider -> provider.type().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(onModulePath(), onClassPath);
  }

  @Test
  void strategiesAreFoundByTheNamesUsersWrite() {
    Set<String> names =
        ServiceLoader.load(StrategyProvider.class).stream()
            .map(provider -> provider.get().name())
            .collect(Collectors.toSet());
    assertEquals(Set.of("gp", "grid", "random", "sobol"), names);
  }

  private static Set<String> onModulePath() throws IOException {
    var candidates = ProvidersTest.class.getClassLoader().getResources("module-info.class");
    for (URL url : Collections.list(candidates)) {
      try (InputStream in = url.openStream()) {
        ModuleDescriptor module = ModuleDescriptor.read(in);
        if (module.name().equals("dev.luthier.strategies")) {
          return module.provides().stream()
              .filter(provides -> provides.service().equals(SERVICE))
              .flatMap(provides -> provides.providers().stream())
              .collect(Collectors.toCollection(TreeSet::new));
        }
      }
    }
    throw new AssertionError("no module-info.class of dev.luthier.strategies on the class path");
  }
}
