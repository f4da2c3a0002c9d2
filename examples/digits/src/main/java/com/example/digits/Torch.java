package com.example.digits;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;

/** The PyTorch engine, started once and quietly. */
final class Torch {
  /**
   * What DJL can be told only through system properties, before its first class is loaded. Trials
   * run side by side, so each keeps to one core; nothing is downloaded and nobody is told that we
   * run. Set by the user, a property stays.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1");

  private Torch() {}

  /** Owns the tensors made with it; to be closed by the caller. */
  static NDManager newManager() {
    return Started.ENGINE.newBaseManager(Device.cpu());
  }

  /**
   * Runs the forward computation with its operations recorded, then leaves the loss's gradient in
   * all weights that have one attached. Recording is a state of the calling thread. DJL's {@code
   * GradientCollector} would do the same, but admits only one in a process at a time, and trials
   * are to train side by side.
   */
  static void backpropagate(Forward forward) {
    JniUtils.setGradMode(true);
    try {
      NDArray loss = forward.loss();
      NDArray one = loss.getManager().ones(loss.getShape());
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** A computation that ends in one number. */
  @FunctionalInterface
  interface Forward {
    NDArray loss();
  }

  /** Loaded, hence started, with the first manager. */
  private static final class Started {
    static final Engine ENGINE = start();

    private static Engine start() {
      Map<String, String> environment = System.getenv();
      PROPERTIES.forEach(
          (name, value) -> {
            if (System.getProperty(name) == null && !environment.containsKey(name)) {
              System.setProperty(name, value);
            }
          });
      return Engine.getEngine("PyTorch");
    }
  }
}
