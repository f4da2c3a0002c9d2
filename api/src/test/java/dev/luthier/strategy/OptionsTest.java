package dev.luthier.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void aMapIsTakenAsItIsWritten() {
    Map<String, Object> written = Map.of("x", Map.of("at", 0.5), "y", List.of(1));
    Options options = new Options(Map.of("beliefs", written, "empty", Map.of()));
    assertEquals(Optional.of(written), options.takeMap("beliefs"));
    assertEquals(Optional.of(Map.of()), options.takeMap("empty"));
    assertEquals(Optional.empty(), options.takeMap("other"));
    options.requireNoneLeft();
  }

  @Test
  void whatIsNoMapIsRefused() {
    Options options = new Options(Map.of("beliefs", List.of("x")));
    var refused =
        assertThrows(InvalidInputException.class, () -> options.takeMap("beliefs")).getMessage();
    assertEquals("strategy.options.beliefs = [x]: must be a map", refused);
  }
}
