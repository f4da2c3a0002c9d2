package dev.luthier.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.select.Backends;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FloatingPointRateTest {
  @Test
  void ratesTheFastestProduct() {
    // A product takes 100 ms by this clock, but the sixth reading comes 50 ms early.
    AtomicLong readings = new AtomicLong();
    FloatingPointRate rate =
        new FloatingPointRate(
            () -> {
              long n = readings.getAndIncrement();
              return n * 100_000_000L - (n >= 5 ? 50_000_000L : 0);
            });
    BackendProvider reference =
        Backends.probeAll().stream()
            .filter(probed -> probed.availability() instanceof Availability.Available)
            .findFirst()
            .orElseThrow()
            .provider();
    try (Backend backend = reference.create(BackendOptions.defaults())) {
      assertEquals(2.0 * 256 * 256 * 256 / 50_000_000, rate.gigaflops(backend), 1e-9);
    }
  }
}
