package dev.luthier.space;

import java.util.Arrays;

/**
 * Maps configurations to points of the unit cube, one coordinate a parameter in canonical order,
 * and back. Discrete values survive the round trip exactly, continuous ones to 1e-14; decoded
 * configurations survive it bit for bit. Immutable.
 */
public final class Encoder {
  /** Where an inactive parameter is put: the middle, so that it is equally far from every value. */
  public static final double INACTIVE = 0.5;

  private final SearchSpace space;

  public Encoder(SearchSpace space) {
    this.space = space;
  }

  /** Number of coordinates: all parameters, active or not. */
  public int dimension() {
    return space.parameters().size();
  }

  /** Point of length {@link #dimension()}; {@link #INACTIVE} at inactive parameters. O(d). */
  public double[] encode(Configuration configuration) {
    double[] point = new double[dimension()];
    Arrays.setAll(
        point,
        i -> {
          Parameter<?> parameter = space.parameters().get(i);
          return configuration
              .find(parameter.name())
              .map(value -> encode(parameter, value))
              .orElse(INACTIVE);
        });
    return point;
  }

  /** Which parameters are active, in canonical order. */
  public boolean[] activity(Configuration configuration) {
    boolean[] active = new boolean[dimension()];
    for (int i = 0; i < active.length; i++) {
      active[i] = configuration.isActive(space.parameters().get(i));
    }
    return active;
  }

  /**
   * The configuration at a point; coordinates of inactive parameters do not matter. It may be
   * forbidden: ask {@link SearchSpace#permits}. O(d).
   *
   * @param point {@link #dimension()} coordinates, clipped to [0, 1]
   */
  public Configuration decode(double[] point) {
    if (point.length != dimension()) {
      throw new IllegalArgumentException(
          "point has " + point.length + " coordinates, the space " + dimension());
    }
    return space.configure((i, parameter) -> parameter.decode(point[i]));
  }

  private static <T> double encode(Parameter<T> parameter, Object value) {
    return parameter.encode(parameter.valueOf(value));
  }
}
