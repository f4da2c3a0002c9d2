package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void readsTheParametersOfTheChosenOptimizerOnly() {
    assertEquals(new Settings.Sgd(0.05, 1e-5, 0.9), Settings.of(RecordingTrial.SGD).optimizer());
    assertEquals(
        new Settings.Adam(0.005, 1e-5, 0.9, 0.99), Settings.of(RecordingTrial.ADAM).optimizer());
  }

  @Test
  void namesTheParameterThatTheSpaceLacks() {
    Map<String, Object> values = new HashMap<>(RecordingTrial.SGD.asMap());
    values.remove("momentum");
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Settings.of(Configuration.of(values)));
    assertTrue(thrown.toString().contains("momentum"), thrown::toString);
  }
}
