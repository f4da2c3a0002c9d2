package dev.luthier.optimize;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What a descent knows of the inverse Hessian H: pairs of a step s and the change y of the gradient
 * along it, multiplied by the two-loop recursion (Nocedal, Wright 2006, algorithm 7.4). Inner
 * products run over the free variables alone, so that a pair says about the face of the box what it
 * says about the whole.
 */
final class CurvaturePairs {
  /** Where sᵀy is not clearly positive a pair would make H indefinite (the same, §18.3). */
  private static final double LEAST_CURVATURE = 1e-10;

  private record Pair(double[] s, double[] y) {}

  private final int memory;
  private final int dimension;
  private final ArrayDeque<Pair> newestFirst = new ArrayDeque<>();

  CurvaturePairs(int memory, int dimension) {
    this.memory = memory;
    this.dimension = dimension;
  }

  boolean isEmpty() {
    return newestFirst.isEmpty();
  }

  void forget() {
    newestFirst.clear();
  }

  /** The step from {@code before} to {@code after} with the gradients at both. */
  void add(double[] before, double[] after, double[] gradientBefore, double[] gradientAfter) {
    double[] s = new double[dimension];
    double[] y = new double[dimension];
    double sy = 0;
    double yy = 0;
    for (int i = 0; i < dimension; i++) {
      s[i] = after[i] - before[i];
      y[i] = gradientAfter[i] - gradientBefore[i];
      sy += s[i] * y[i];
      yy += y[i] * y[i];
    }
    if (sy > LEAST_CURVATURE * yy) {
      newestFirst.addFirst(new Pair(s, y));
      if (newestFirst.size() > memory) {
        newestFirst.removeLast();
      }
    }
  }

  /** out ← H g on the free variables; g itself where nothing is known. */
  void multiply(double[] g, boolean[] free, double[] out) {
    System.arraycopy(g, 0, out, 0, dimension);
    double[] rho = new double[newestFirst.size()];
    double[] a = new double[newestFirst.size()];
    double scale = 1;
    boolean scaled = false;
    int k = 0;
    for (Pair pair : newestFirst) {
      double sy = dot(pair.s, pair.y, free);
      double yy = dot(pair.y, pair.y, free);
      rho[k] = sy > LEAST_CURVATURE * yy ? 1 / sy : 0;
      a[k] = rho[k] * dot(pair.s, out, free);
      addScaled(out, -a[k], pair.y, free);
      if (!scaled && rho[k] > 0) {
        scale = sy / yy;
        scaled = true;
      }
      k++;
    }
    for (int i = 0; i < dimension; i++) {
      out[i] *= scale;
    }
    for (Iterator<Pair> oldest = newestFirst.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      k--;
      addScaled(out, a[k] - rho[k] * dot(pair.y, out, free), pair.s, free);
    }
  }

  private static double dot(double[] a, double[] b, boolean[] free) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      if (free[i]) {
        sum += a[i] * b[i];
      }
    }
    return sum;
  }

  private static void addScaled(double[] target, double factor, double[] v, boolean[] free) {
    for (int i = 0; i < target.length; i++) {
      if (free[i]) {
        target[i] += factor * v[i];
      }
    }
  }
}
