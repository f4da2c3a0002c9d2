package dev.luthier.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.doctor.Findings.BackendFinding;
import dev.luthier.cli.doctor.Findings.JavaRuntime;
import dev.luthier.cli.doctor.Findings.Machine;
import dev.luthier.cli.doctor.Findings.Speed;
import dev.luthier.cli.doctor.Findings.StrategyFinding;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.select.cost.BackendCosts;
import dev.luthier.select.cost.CostProfile;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FindingsPageTest {
  private static final Findings FINDINGS =
      new Findings(
          "1.0",
          new JavaRuntime("25.0.3+9", "Some Vendor", "/opt/jdk-25"),
          new Machine("Linux 6.1 amd64", "Some Processor", 2, 24L << 30, 6L << 30),
          List.of(
              new BackendFinding(
                  "reference",
                  new Availability.Available(new BackendInfo("reference", "plain", "Java 25")),
                  new Speed.Measured(1.234, 256)),
              new BackendFinding(
                  "cuda",
                  new Availability.Unavailable(
                      "libcuda.so.1 was not found in /usr/lib, /usr/lib64 or LD_LIBRARY_PATH",
                      "install the driver of your GPU"),
                  new Speed.NotMeasured()),
              new BackendFinding(
                  "odd",
                  new Availability.Available(new BackendInfo("odd", "1", "x")),
                  new Speed.Broken("it threw"))),
          new CostProfile(
              List.of(
                  new BackendCosts(
                      new BackendInfo("openblas", "1", "x"), 900, 0.1, 0.02, 10, 0.4, 0.25, true),
                  new BackendCosts(
                      new BackendInfo("vector", "1", "x"), 900, 0.1, 0.2, 10, 0.4, 0.25, false))),
          List.of(new StrategyFinding("random", List.of("conditions"))),
          Terminal.NONE);

  @Test
  void saysWhatWorksWhatDoesNotAndWhatToDo() {
    assertEquals(
        """
        Luthier 1.0

        Java
          version     25.0.3+9 (Some Vendor)
          home        /opt/jdk-25

        Machine
          system      Linux 6.1 amd64
          processors  2 (Some Processor)
          memory      24.0 GiB, of which Java may take 6.0 GiB

        Backends (linear algebra)
          reference   available: plain on Java 25
                      1.23 GFLOP/s in fp64, product of 256 x 256
          cuda        not available: libcuda.so.1 was not found in /usr/lib, /usr/lib64
                      or LD_LIBRARY_PATH
                      what to do: install the driver of your GPU
          odd         available: 1 on x
                      broken: it threw

        Costs (fp64, a study of 10 parameters)
          openblas    0.90 us a call, transfer 10.0 GB/s, product 50.0 GFLOP/s,
                      Cholesky of 1,000 20.0 GFLOP/s, symmetric product 10.0 GB/s,
                      covariance 2.5 ns
                      a trial takes about 2.4 ms at 100, 51 ms at 1,000, 436 ms at
                      4,000 observations
          vector      0.90 us a call, transfer 10.0 GB/s, product 5.0 GFLOP/s, Cholesky
                      of 1,000 4.3 GFLOP/s, symmetric product 10.0 GB/s, covariance 2.5
                      ns
                      a trial takes about 3.5 ms at 100, 160 ms at 1,000, 1,210 ms at
                      4,000 observations
                      not settled: it may be faster than that
          auto        openblas at 100: predicted to be the fastest
                      openblas at 1,000: predicted to be the fastest
                      openblas at 4,000: predicted to be the fastest

        Strategies
          random      handles conditions

        Terminal
          stderr      not a terminal: plain lines
        """,
        new FindingsPage(79)
            .lines(FINDINGS).stream()
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void linesOfAReasonStayLines() {
    var reason =
        new Availability.Unavailable(
            "libcuda.so.1 was not found:\n- LD_LIBRARY_PATH is empty\n- not in the loader's cache",
            "install the driver");
    var findings =
        new Findings(
            FINDINGS.luthier(),
            FINDINGS.java(),
            FINDINGS.machine(),
            List.of(new BackendFinding("cuda", reason, new Speed.NotMeasured())),
            FINDINGS.costs(),
            FINDINGS.strategies(),
            FINDINGS.terminal());
    String page =
        new FindingsPage(79)
            .lines(findings).stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    assertTrue(
        page.contains(
            """
              cuda        not available: libcuda.so.1 was not found:
                          - LD_LIBRARY_PATH is empty
                          - not in the loader's cache
                          what to do: install the driver
            """),
        page);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 79, 199})
  void fitsTheWidth(int columns) {
    for (Line line : new FindingsPage(columns).lines(FINDINGS)) {
      assertTrue(line.width() <= columns, line.text());
    }
  }
}
