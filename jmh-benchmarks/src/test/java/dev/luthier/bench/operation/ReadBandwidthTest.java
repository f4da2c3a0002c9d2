package dev.luthier.bench.operation;

import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReadBandwidthTest {
  private final double[] values = Sample.matrix(N * N / 2, 1, 11);

  @Test
  void javaSumsAllValues() {
    var on = new ReadBandwidth.OnJava();
    on.setUp(Tiny.order());
    assertEquals(Arrays.stream(values).sum(), new ReadBandwidth().java(on), 1e-12);
  }

  @Test
  void plainRoutineSumsAllMagnitudes() {
    PlainLibrary library = Tiny.plain();
    var on = new ReadBandwidth.OnPlain();
    on.setUp(library, Tiny.order());
    double expected = Arrays.stream(values).map(Math::abs).sum();
    assertEquals(expected, new ReadBandwidth().plain(on), 1e-12);
  }
}
