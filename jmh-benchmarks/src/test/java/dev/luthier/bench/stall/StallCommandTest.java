package dev.luthier.bench.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallCommandTest {

  @Test
  void everyRunHasAWait() {
    OpenSession open = new OpenSession();
    open.backend = "reference";
    open.open();
    StallCommand.Stalls stalls = StallCommand.measure(open, 200, 3);
    for (int run = 0; run < 3; run++) {
      assertTrue(stalls.with()[run] > 0);
      assertTrue(stalls.without()[run] > 0);
    }
  }

  @Test
  void theFigureIsTheDifferenceOfMedians() {
    var stalls = new StallCommand.Stalls(new double[] {9, 5, 7}, new double[] {1, 2, 3, 100});
    assertEquals(7 - 2.5, stalls.difference());
  }

  @Test
  void aBackendThatIsNotThereIsNamed() {
    var out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    var wrong =
        assertThrows(InvalidInputException.class, () -> StallCommand.run(List.of("openglas"), out));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith("BACKEND = openglas: "));
  }
}
