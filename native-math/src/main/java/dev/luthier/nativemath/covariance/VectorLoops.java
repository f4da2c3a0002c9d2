package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.vector.kernel.Species;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops with the Vector API. Whatever the lane, an element goes through the same operations, and
 * sums are in parts that every width of vectors divides: the bits are the same for all.
 *
 * <p>Vectors stay inside a method, since those that cross one that is not inlined are objects; so
 * the loops are written out for eight columns, four, two and one.
 */
final class VectorLoops implements StripLoops {

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  @Override
  public void squares(FactorArrays arrays, Strip strip) {
    for (double[] value : arrays.value) {
      Arrays.fill(value, strip.from, strip.to, 0);
    }
    int numeric = arrays.factor.numeric;
    int c = 0;
    for (; Species.MANY_REGISTERS && c + 8 <= numeric; c += 8) {
      addEight(arrays, strip, c);
    }
    for (; c + 4 <= numeric; c += 4) {
      addFour(arrays, strip, c);
    }
    if (c + 2 <= numeric) {
      addTwo(arrays, strip, c);
      c += 2;
    }
    if (c < numeric) {
      addOne(arrays, strip, c);
    }
  }

  @Override
  public void values(FactorArrays arrays, Strip strip, double amplitude) {
    Decay decay = arrays.factor.decay;
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      if (!decay.root()) {
        square(arrays.value[strip.q], strip);
      }
      setValues(arrays, strip, amplitude);
    }
  }

  @Override
  public void valuesAndSlopes(FactorArrays arrays, Strip strip) {
    Decay decay = arrays.factor.decay;
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      if (!decay.root()) {
        square(arrays.value[strip.q], strip);
      }
      setValuesAndSlopes(arrays, strip);
    }
  }

  @Override
  public void addSquares(FactorArrays arrays, Strip strip, int slot) {
    int numeric = arrays.factor.numeric;
    int c = 0;
    for (; c + 4 <= numeric; c += 4) {
      sumFourSquares(arrays, strip, slot, c);
    }
    for (; c < numeric; c++) {
      sumSquares(arrays, strip, slot, c);
    }
  }

  @Override
  public void addDifferences(FactorArrays arrays, Strip strip, int slot) {
    int numeric = arrays.factor.numeric;
    int c = 0;
    for (; c + 4 <= numeric; c += 4) {
      sumFourDifferences(arrays, strip, slot, c);
    }
    for (; c < numeric; c++) {
      sumDifferences(arrays, strip, slot, c);
    }
  }

  @Override
  public int parts() {
    return Strip.PARTS;
  }

  @Override
  public void addSum(double[] h, Strip strip, double[] sums) {
    for (int part = 0; part < Strip.PARTS; part += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, part);
      for (int i = strip.from + part; i < strip.to; i += Strip.PARTS) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, h, i));
      }
      sum.intoArray(sums, part);
    }
  }

  /** So that all profiles go on with the root: that of a square is what was squared, exactly. */
  private static void square(double[] s, Strip strip) {
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, s, i);
      t.mul(t).intoArray(s, i);
    }
  }

  /** Sixteen coordinates of the single points stay in registers, of which there are 32. */
  private static void addEight(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[0];
    double[] r = arrays.value[1];
    int last = strip.singles - 1;
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c));
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 1));
    DoubleVector u2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 2));
    DoubleVector u3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 3));
    DoubleVector u4 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 4));
    DoubleVector u5 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 5));
    DoubleVector u6 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 6));
    DoubleVector u7 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 7));
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c));
    DoubleVector v1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 1));
    DoubleVector v2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 2));
    DoubleVector v3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 3));
    DoubleVector v4 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 4));
    DoubleVector v5 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 5));
    DoubleVector v6 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 6));
    DoubleVector v7 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 7));
    double[] c0 = arrays.x(strip, c);
    double[] c1 = arrays.x(strip, c + 1);
    double[] c2 = arrays.x(strip, c + 2);
    double[] c3 = arrays.x(strip, c + 3);
    double[] c4 = arrays.x(strip, c + 4);
    double[] c5 = arrays.x(strip, c + 5);
    double[] c6 = arrays.x(strip, c + 6);
    double[] c7 = arrays.x(strip, c + 7);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector su = DoubleVector.fromArray(SPECIES, s, i);
      DoubleVector sv = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, c0, i);
      DoubleVector d0 = u0.sub(x0);
      su = d0.fma(d0, su);
      DoubleVector e0 = v0.sub(x0);
      sv = e0.fma(e0, sv);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, c1, i);
      DoubleVector d1 = u1.sub(x1);
      su = d1.fma(d1, su);
      DoubleVector e1 = v1.sub(x1);
      sv = e1.fma(e1, sv);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, c2, i);
      DoubleVector d2 = u2.sub(x2);
      su = d2.fma(d2, su);
      DoubleVector e2 = v2.sub(x2);
      sv = e2.fma(e2, sv);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, c3, i);
      DoubleVector d3 = u3.sub(x3);
      su = d3.fma(d3, su);
      DoubleVector e3 = v3.sub(x3);
      sv = e3.fma(e3, sv);
      DoubleVector x4 = DoubleVector.fromArray(SPECIES, c4, i);
      DoubleVector d4 = u4.sub(x4);
      su = d4.fma(d4, su);
      DoubleVector e4 = v4.sub(x4);
      sv = e4.fma(e4, sv);
      DoubleVector x5 = DoubleVector.fromArray(SPECIES, c5, i);
      DoubleVector d5 = u5.sub(x5);
      su = d5.fma(d5, su);
      DoubleVector e5 = v5.sub(x5);
      sv = e5.fma(e5, sv);
      DoubleVector x6 = DoubleVector.fromArray(SPECIES, c6, i);
      DoubleVector d6 = u6.sub(x6);
      su = d6.fma(d6, su);
      DoubleVector e6 = v6.sub(x6);
      sv = e6.fma(e6, sv);
      DoubleVector x7 = DoubleVector.fromArray(SPECIES, c7, i);
      DoubleVector d7 = u7.sub(x7);
      su = d7.fma(d7, su);
      DoubleVector e7 = v7.sub(x7);
      sv = e7.fma(e7, sv);
      su.intoArray(s, i);
      sv.intoArray(r, i);
    }
  }

  private static void addFour(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[0];
    double[] r = arrays.value[1];
    int last = strip.singles - 1;
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c));
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 1));
    DoubleVector u2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 2));
    DoubleVector u3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 3));
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c));
    DoubleVector v1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 1));
    DoubleVector v2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 2));
    DoubleVector v3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 3));
    double[] c0 = arrays.x(strip, c);
    double[] c1 = arrays.x(strip, c + 1);
    double[] c2 = arrays.x(strip, c + 2);
    double[] c3 = arrays.x(strip, c + 3);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector su = DoubleVector.fromArray(SPECIES, s, i);
      DoubleVector sv = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, c0, i);
      DoubleVector d0 = u0.sub(x0);
      su = d0.fma(d0, su);
      DoubleVector e0 = v0.sub(x0);
      sv = e0.fma(e0, sv);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, c1, i);
      DoubleVector d1 = u1.sub(x1);
      su = d1.fma(d1, su);
      DoubleVector e1 = v1.sub(x1);
      sv = e1.fma(e1, sv);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, c2, i);
      DoubleVector d2 = u2.sub(x2);
      su = d2.fma(d2, su);
      DoubleVector e2 = v2.sub(x2);
      sv = e2.fma(e2, sv);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, c3, i);
      DoubleVector d3 = u3.sub(x3);
      su = d3.fma(d3, su);
      DoubleVector e3 = v3.sub(x3);
      sv = e3.fma(e3, sv);
      su.intoArray(s, i);
      sv.intoArray(r, i);
    }
  }

  private static void addTwo(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[0];
    double[] r = arrays.value[1];
    int last = strip.singles - 1;
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c));
    DoubleVector u1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c + 1));
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c));
    DoubleVector v1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c + 1));
    double[] c0 = arrays.x(strip, c);
    double[] c1 = arrays.x(strip, c + 1);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector su = DoubleVector.fromArray(SPECIES, s, i);
      DoubleVector sv = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, c0, i);
      DoubleVector d0 = u0.sub(x0);
      su = d0.fma(d0, su);
      DoubleVector e0 = v0.sub(x0);
      sv = e0.fma(e0, sv);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, c1, i);
      DoubleVector d1 = u1.sub(x1);
      su = d1.fma(d1, su);
      DoubleVector e1 = v1.sub(x1);
      sv = e1.fma(e1, sv);
      su.intoArray(s, i);
      sv.intoArray(r, i);
    }
  }

  private static void addOne(FactorArrays arrays, Strip strip, int c) {
    double[] s = arrays.value[0];
    double[] r = arrays.value[1];
    int last = strip.singles - 1;
    DoubleVector u0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, 0, c));
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, last, c));
    double[] c0 = arrays.x(strip, c);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector su = DoubleVector.fromArray(SPECIES, s, i);
      DoubleVector sv = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, c0, i);
      DoubleVector d0 = u0.sub(x0);
      su = d0.fma(d0, su);
      DoubleVector e0 = v0.sub(x0);
      sv = e0.fma(e0, sv);
      su.intoArray(s, i);
      sv.intoArray(r, i);
    }
  }

  /** By Estrin's scheme, since few iterations are under way at a time: the registers run out. */
  private static void setValues(FactorArrays arrays, Strip strip, double amplitude) {
    double[] s = arrays.value[strip.q];
    Decay decay = arrays.factor.decay;
    double linear = amplitude * decay.linear();
    double quadratic = amplitude * decay.quadratic();
    DoubleVector shift = DoubleVector.broadcast(SPECIES, PowerOfTwo.SHIFT);
    DoubleVector largest = DoubleVector.broadcast(SPECIES, PowerOfTwo.LARGEST);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, s, i).lanewise(VectorOperators.SQRT);
      t = t.blend(largest, t.compare(VectorOperators.GT, largest));
      DoubleVector h = shift.sub(t);
      DoubleVector f = shift.sub(h).sub(t);
      DoubleVector f2 = f.mul(f);
      DoubleVector f4 = f2.mul(f2);
      DoubleVector c0 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C0);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C2);
      DoubleVector c4 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C4);
      DoubleVector c6 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C6);
      DoubleVector c8 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C8);
      c0 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C1), c0);
      c2 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C3), c2);
      c4 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C5), c4);
      c6 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C7), c6);
      c8 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C9), c8);
      c0 = c2.fma(f2, c0);
      c4 = c6.fma(f2, c4);
      c8 = f2.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C10), c8);
      DoubleVector p = c8.fma(f4, c4).fma(f4, c0).fma(f, DoubleVector.broadcast(SPECIES, 1));
      LongVector k = h.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector power = k.add(p.reinterpretAsLongs()).reinterpretAsDoubles();
      DoubleVector factor =
          t.fma(
              DoubleVector.broadcast(SPECIES, quadratic), DoubleVector.broadcast(SPECIES, linear));
      factor = factor.fma(t, DoubleVector.broadcast(SPECIES, amplitude));
      factor.mul(power).intoArray(s, i);
    }
  }

  private static void setValuesAndSlopes(FactorArrays arrays, Strip strip) {
    double[] s = arrays.value[strip.q];
    double[] slope = arrays.slope[strip.q];
    Decay decay = arrays.factor.decay;
    double linear = decay.linear();
    double quadratic = decay.quadratic();
    double slope0 = decay.slope();
    double slope1 = decay.slopeLinear();
    DoubleVector shift = DoubleVector.broadcast(SPECIES, PowerOfTwo.SHIFT);
    DoubleVector largest = DoubleVector.broadcast(SPECIES, PowerOfTwo.LARGEST);
    int to = strip.to;
    for (int i = strip.from; i < to; i += LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, s, i).lanewise(VectorOperators.SQRT);
      t = t.blend(largest, t.compare(VectorOperators.GT, largest));
      DoubleVector h = shift.sub(t);
      DoubleVector f = shift.sub(h).sub(t);
      DoubleVector f2 = f.mul(f);
      DoubleVector f4 = f2.mul(f2);
      DoubleVector c0 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C0);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C2);
      DoubleVector c4 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C4);
      DoubleVector c6 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C6);
      DoubleVector c8 = DoubleVector.broadcast(SPECIES, PowerOfTwo.C8);
      c0 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C1), c0);
      c2 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C3), c2);
      c4 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C5), c4);
      c6 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C7), c6);
      c8 = f.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C9), c8);
      c0 = c2.fma(f2, c0);
      c4 = c6.fma(f2, c4);
      c8 = f2.fma(DoubleVector.broadcast(SPECIES, PowerOfTwo.C10), c8);
      DoubleVector p = c8.fma(f4, c4).fma(f4, c0).fma(f, DoubleVector.broadcast(SPECIES, 1));
      LongVector k = h.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector power = k.add(p.reinterpretAsLongs()).reinterpretAsDoubles();
      DoubleVector factor =
          t.fma(
              DoubleVector.broadcast(SPECIES, quadratic), DoubleVector.broadcast(SPECIES, linear));
      factor = factor.fma(t, DoubleVector.broadcast(SPECIES, 1));
      factor.mul(power).intoArray(s, i);
      factor =
          t.fma(DoubleVector.broadcast(SPECIES, slope1), DoubleVector.broadcast(SPECIES, slope0));
      factor.mul(power).intoArray(slope, i);
    }
  }

  private static void sumFourSquares(FactorArrays arrays, Strip strip, int slot, int c) {
    double[] h = arrays.slope[strip.q];
    int to = strip.to;
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c));
    DoubleVector w1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 1));
    DoubleVector w2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 2));
    DoubleVector w3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 3));
    double[] c0 = arrays.x(strip, c);
    double[] c1 = arrays.x(strip, c + 1);
    double[] c2 = arrays.x(strip, c + 2);
    double[] c3 = arrays.x(strip, c + 3);
    for (int part = 0; part < Strip.PARTS; part += LANES) {
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c), part);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 1), part);
      DoubleVector s2 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 2), part);
      DoubleVector s3 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 3), part);
      for (int i = strip.from + part; i < to; i += Strip.PARTS) {
        DoubleVector weight = DoubleVector.fromArray(SPECIES, h, i);
        DoubleVector d0 = w0.sub(DoubleVector.fromArray(SPECIES, c0, i));
        s0 = weight.mul(d0).fma(d0, s0);
        DoubleVector d1 = w1.sub(DoubleVector.fromArray(SPECIES, c1, i));
        s1 = weight.mul(d1).fma(d1, s1);
        DoubleVector d2 = w2.sub(DoubleVector.fromArray(SPECIES, c2, i));
        s2 = weight.mul(d2).fma(d2, s2);
        DoubleVector d3 = w3.sub(DoubleVector.fromArray(SPECIES, c3, i));
        s3 = weight.mul(d3).fma(d3, s3);
      }
      s0.intoArray(arrays.sums(slot, c), part);
      s1.intoArray(arrays.sums(slot, c + 1), part);
      s2.intoArray(arrays.sums(slot, c + 2), part);
      s3.intoArray(arrays.sums(slot, c + 3), part);
    }
  }

  private static void sumSquares(FactorArrays arrays, Strip strip, int slot, int c) {
    double[] h = arrays.slope[strip.q];
    int to = strip.to;
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c));
    double[] c0 = arrays.x(strip, c);
    for (int part = 0; part < Strip.PARTS; part += LANES) {
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c), part);
      for (int i = strip.from + part; i < to; i += Strip.PARTS) {
        DoubleVector weight = DoubleVector.fromArray(SPECIES, h, i);
        DoubleVector d0 = w0.sub(DoubleVector.fromArray(SPECIES, c0, i));
        s0 = weight.mul(d0).fma(d0, s0);
      }
      s0.intoArray(arrays.sums(slot, c), part);
    }
  }

  private static void sumFourDifferences(FactorArrays arrays, Strip strip, int slot, int c) {
    double[] h = arrays.slope[strip.q];
    int to = strip.to;
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c));
    DoubleVector w1 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 1));
    DoubleVector w2 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 2));
    DoubleVector w3 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c + 3));
    double[] c0 = arrays.x(strip, c);
    double[] c1 = arrays.x(strip, c + 1);
    double[] c2 = arrays.x(strip, c + 2);
    double[] c3 = arrays.x(strip, c + 3);
    for (int part = 0; part < Strip.PARTS; part += LANES) {
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c), part);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 1), part);
      DoubleVector s2 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 2), part);
      DoubleVector s3 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c + 3), part);
      for (int i = strip.from + part; i < to; i += Strip.PARTS) {
        DoubleVector weight = DoubleVector.fromArray(SPECIES, h, i);
        DoubleVector d0 = w0.sub(DoubleVector.fromArray(SPECIES, c0, i));
        s0 = weight.fma(d0, s0);
        DoubleVector d1 = w1.sub(DoubleVector.fromArray(SPECIES, c1, i));
        s1 = weight.fma(d1, s1);
        DoubleVector d2 = w2.sub(DoubleVector.fromArray(SPECIES, c2, i));
        s2 = weight.fma(d2, s2);
        DoubleVector d3 = w3.sub(DoubleVector.fromArray(SPECIES, c3, i));
        s3 = weight.fma(d3, s3);
      }
      s0.intoArray(arrays.sums(slot, c), part);
      s1.intoArray(arrays.sums(slot, c + 1), part);
      s2.intoArray(arrays.sums(slot, c + 2), part);
      s3.intoArray(arrays.sums(slot, c + 3), part);
    }
  }

  private static void sumDifferences(FactorArrays arrays, Strip strip, int slot, int c) {
    double[] h = arrays.slope[strip.q];
    int to = strip.to;
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, arrays.w(strip, strip.q, c));
    double[] c0 = arrays.x(strip, c);
    for (int part = 0; part < Strip.PARTS; part += LANES) {
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, arrays.sums(slot, c), part);
      for (int i = strip.from + part; i < to; i += Strip.PARTS) {
        DoubleVector weight = DoubleVector.fromArray(SPECIES, h, i);
        DoubleVector d0 = w0.sub(DoubleVector.fromArray(SPECIES, c0, i));
        s0 = weight.fma(d0, s0);
      }
      s0.intoArray(arrays.sums(slot, c), part);
    }
  }
}
