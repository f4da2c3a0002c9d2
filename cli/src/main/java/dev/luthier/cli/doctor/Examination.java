package dev.luthier.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.luthier.cli.doctor.Findings.BackendFinding;
import dev.luthier.cli.doctor.Findings.JavaRuntime;
import dev.luthier.cli.doctor.Findings.Machine;
import dev.luthier.cli.doctor.Findings.Speed;
import dev.luthier.cli.doctor.Findings.StrategyFinding;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.select.Backends;
import dev.luthier.select.ProcessBackends;
import dev.luthier.select.Strategies;
import dev.luthier.select.cost.ProfileKey;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.version.LuthierVersion;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks at the machine, asks every backend, measures those that work. */
public final class Examination {
  /** Within two seconds the just-in-time compiler is done with what is measured. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Examination() {}

  /** Takes about half a second for each backend that works, and two for their costs. */
  public static Findings of(Terminal terminal) {
    return new Findings(
        LuthierVersion.current(),
        new JavaRuntime(
            System.getProperty("java.runtime.version"),
            System.getProperty("java.vendor"),
            System.getProperty("java.home")),
        machine(),
        Backends.probeAll().stream().map(Examination::backend).toList(),
        ProcessBackends.shared().measure(LONGEST),
        Strategies.all().stream().map(Examination::strategy).toList(),
        terminal);
  }

  private static Machine machine() {
    String system =
        Stream.of("os.name", "os.version", "os.arch")
            .map(System::getProperty)
            .reduce((a, b) -> a + " " + b)
            .orElseThrow();
    return new Machine(
        system,
        ProfileKey.processorModel(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory());
  }

  private static BackendFinding backend(Backends.Probed probed) {
    Speed speed =
        switch (probed.availability()) {
          case Availability.Available _ -> measure(probed);
          case Availability.Unavailable _ -> new Speed.NotMeasured();
        };
    return new BackendFinding(probed.provider().name(), probed.availability(), speed);
  }

  /** Whatever a backend does wrong is a finding about it. */
  private static Speed measure(Backends.Probed probed) {
    try (Backend backend = probed.provider().create(BackendOptions.defaults())) {
      double rate = new FloatingPointRate(System::nanoTime).gigaflops(backend);
      return new Speed.Measured(rate, FloatingPointRate.ORDER);
    } catch (RuntimeException | LinkageError e) {
      return new Speed.Broken(e.toString());
    }
  }

  private static StrategyFinding strategy(StrategyProvider provider) {
    List<String> capabilities =
        provider.capabilities().stream()
            .sorted()
            .map(capability -> capability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    return new StrategyFinding(provider.name(), capabilities);
  }
}
