package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContractRunTest {

  /** Found by its name alone: no runner takes nested classes of this kind by themselves. */
  static final class Sample {
    @Test
    void passes() {}

    @Test
    void fails() {
      fail("as \"planned\"");
    }

    @Test
    void isSkipped() {
      Assumptions.abort("no GPU");
    }

    @Nested
    final class Group {
      @BeforeAll
      static void cannot() {
        Assumptions.abort("no GPU");
      }

      @Test
      void first() {}

      @Test
      void second() {}
    }
  }

  @Test
  void everyTestIsCounted() {
    ContractRun.Tally tally = ContractRun.run(List.of(Sample.class.getName()));
    assertEquals(1, tally.passed);
    assertEquals(1, tally.failures);
    assertEquals(3, tally.skipped);
    String json = tally.toJson(List.of("a"));
    String start =
        "{\"tests\":[\"a\"],\"found\":5,\"passed\":1,\"failed\":1,\"skipped\":3,\"failures\":[";
    assertTrue(json.startsWith(start), json);
    assertTrue(json.contains("as \\\"planned\\\" at dev.luthier.gpu.ContractRunTest$Sample"), json);
    assertTrue(json.endsWith("\"reasons\":[\"no GPU\"]}"), json);
  }

  @Test
  void charactersThatJsonReservesAreEscaped() {
    assertEquals("\"a\\u000ab\\\\c\\\"\"", ContractRun.quoted("a\nb\\c\""));
  }
}
