package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import java.util.Locale;

/** The nonlinearity behind every hidden layer. */
enum Activation {
  RELU,
  TANH,
  GELU;

  /** The constant of that name in lower case, as study files have it. */
  static Activation named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  NDArray apply(NDArray x) {
    NDArrayEx functions = x.getNDArrayInternal();
    return switch (this) {
      case RELU -> functions.relu();
      case TANH -> functions.tanh();
      case GELU -> functions.gelu();
    };
  }
}
