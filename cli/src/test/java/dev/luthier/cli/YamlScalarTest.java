package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

final class YamlScalarTest {
  /** Everything that YAML treats specially, and some that it does not. */
  private static final String ALPHABET = "abz019 -_.:#{}[],&*!|>'\"%@`~?=/\\\t\n\r\u0007äλ学";

  @RepeatedTest(200)
  void everyTextReadsBack(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    assertEquals(text.toString(), read(YamlScalar.of(text.toString())));
  }

  @RepeatedTest(200)
  void everyNumberReadsBack(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    double number = Double.longBitsToDouble(random.nextLong());
    assertEquals(number, read(YamlScalar.of(number)));
    long whole = random.nextLong();
    assertEquals(whole, ((Number) read(YamlScalar.of(whole))).longValue());
  }

  @Test
  void wordsThatYamlTakesForSomethingElseAreQuoted() {
    assertEquals("\"on\"", YamlScalar.of("on"));
    assertEquals("\"True\"", YamlScalar.of("True"));
    assertEquals("\"1e3\"", YamlScalar.of("1e3"));
    assertEquals("adam", YamlScalar.of("adam"));
    assertEquals(".inf", YamlScalar.of(Double.POSITIVE_INFINITY));
    assertEquals("1.0e-5", YamlScalar.of(1e-5));
  }

  private static Object read(String scalar) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object map = new Load(settings).loadFromString("key: " + scalar);
    return Objects.requireNonNull(((Map<?, ?>) map).get("key"));
  }
}
