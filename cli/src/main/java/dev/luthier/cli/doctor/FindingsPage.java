package dev.luthier.cli.doctor;

import dev.luthier.cli.doctor.Findings.BackendFinding;
import dev.luthier.cli.doctor.Findings.Machine;
import dev.luthier.cli.doctor.Findings.Speed;
import dev.luthier.cli.doctor.Findings.StrategyFinding;
import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Style;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.linalg.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as lines of at most {@code columns} columns; long texts go on in the next line. */
public record FindingsPage(int columns) {
  private static final String INDENT = "  ";

  /** Where the texts begin: behind the longest name, {@code processors}, and two blanks. */
  private static final int TEXT_COLUMN = 14;

  public List<Line> lines(Findings findings) {
    List<Line> lines = new ArrayList<>();
    heading(lines, "Luthier " + findings.luthier());
    heading(lines, "Java");
    fact(lines, "version", findings.java().version() + " (" + findings.java().vendor() + ")");
    fact(lines, "home", findings.java().home());
    heading(lines, "Machine");
    machine(lines, findings.machine());
    heading(lines, "Backends (linear algebra)");
    findings.backends().forEach(backend -> backend(lines, backend));
    heading(lines, "Costs (fp64, a study of 10 parameters)");
    new CostFacts(findings.costs()).facts().forEach(fact -> fact(lines, fact.name(), fact.text()));
    heading(lines, "Strategies");
    findings.strategies().forEach(strategy -> strategy(lines, strategy));
    heading(lines, "Terminal");
    fact(lines, "stderr", describe(findings.terminal()));
    return lines;
  }

  private void machine(List<Line> lines, Machine machine) {
    fact(lines, "system", machine.system());
    String model = machine.processor().isEmpty() ? "" : " (" + machine.processor() + ")";
    fact(lines, "processors", machine.processors() + model);
    fact(
        lines,
        "memory",
        gibibytes(machine.memory()) + ", of which Java may take " + gibibytes(machine.heap()));
  }

  private void backend(List<Line> lines, BackendFinding backend) {
    switch (backend.availability()) {
      case Availability.Available(var info) -> {
        fact(lines, backend.name(), "available: " + info.version() + " on " + info.device());
        switch (backend.speed()) {
          case Speed.Measured(double rate, int order) ->
              fact(lines, "", speed(rate) + " in fp64, product of " + order + " x " + order);
          case Speed.Broken(String reason) -> fact(lines, "", "broken: " + reason);
          case Speed.NotMeasured() -> {}
        }
      }
      case Availability.Unavailable(String reason, String remedy) -> {
        fact(lines, backend.name(), "not available: " + reason);
        fact(lines, "", "what to do: " + remedy);
      }
    }
  }

  private void strategy(List<Line> lines, StrategyFinding strategy) {
    List<String> capabilities = strategy.capabilities();
    fact(
        lines,
        strategy.name(),
        capabilities.isEmpty() ? "available" : "handles " + String.join(", ", capabilities));
  }

  private static String describe(Terminal terminal) {
    return terminal
        .size()
        .map(
            size ->
                size.columns()
                    + " x "
                    + size.rows()
                    + ", TERM="
                    + terminal.kind()
                    + (terminal.canRedraw() ? ", live table" : ", plain lines")
                    + (terminal.hasColor() ? ", colours" : ", no colours")
                    + (terminal.unicode() ? ", Unicode" : ", ASCII"))
        .orElse("not a terminal: plain lines");
  }

  private static String speed(double gigaflops) {
    return String.format(Locale.ROOT, gigaflops < 100 ? "%.2f" : "%.0f", gigaflops) + " GFLOP/s";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  private void heading(List<Line> lines, String text) {
    if (!lines.isEmpty()) {
      lines.add(Line.EMPTY);
    }
    lines.add(Line.of(text, Style.BOLD));
  }

  /**
   * A name and a text beside it, broken between words where it is too long. Lines of the text, such
   * as the places in which a library was looked for, stay lines.
   */
  private void fact(List<Line> lines, String name, String text) {
    String lead = INDENT + name;
    for (String paragraph : text.lines().toList()) {
      lead += " ".repeat(Math.max(1, TEXT_COLUMN - DisplayWidth.of(lead)));
      wrapped(lines, lead, paragraph);
      lead = "";
    }
  }

  private void wrapped(List<Line> lines, String lead, String text) {
    StringBuilder line = new StringBuilder(lead);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && DisplayWidth.of(line + " " + word) > columns) {
        lines.add(Line.of(line.toString(), Style.PLAIN));
        line = new StringBuilder(" ".repeat(TEXT_COLUMN));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(Line.of(line.toString(), Style.PLAIN));
  }
}
