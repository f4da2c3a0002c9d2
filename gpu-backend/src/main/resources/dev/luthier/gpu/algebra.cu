// The kernel algebra k(x, z) = sum over terms of v * product of factors, as dev.luthier.gpu.EncodedKernel writes it:
//
//   shape   T, F, E; then for each of T terms: first factor, number of factors, theta of log v;
//           for each of F factors: root, first entry, numeric entries, categorical entries, mask column or -1;
//           for each of E entries: column, theta, factor
//   value   T variances; 5 of each factor: linear, quadratic, slope, slopeLinear, inactivePair; E weights
//
// An entry is a column under its length scale. A factor at a pair of points is, with s' the sum over its entries,
//   t = root ? sqrt(s') : s'     rho = (1 + linear t + quadratic t^2) exp(-t)     drho/ds' = (slope + slopeLinear t) exp(-t)
// and with a, b the activities of the points: a b rho + (1 - a)(1 - b) inactivePair.
//
// Points are packed before: an entry's coordinates side by side, multiplied with its weight so that s' = sum of squared
// differences, and 0 where the factor is inactive, whatever the column holds there; then a row of activities for each factor.
// Rows are PADDED long, and zero where there is no point, so that loops need no bounds.

#define PAIRS 8        // points of the other side that a thread takes at once: each of its own coordinates is read once for 8 pairs
#define THREADS 128    // of kernels over pairs; packed rows are padded to a multiple of it

struct Algebra {
  const int* shape;
  const double* value;

  __device__ int terms() const { return shape[0]; }
  __device__ int factors() const { return shape[1]; }
  __device__ int entries() const { return shape[2]; }
  __device__ const int* term(int t) const { return shape + 3 + 3 * t; }
  __device__ const int* factor(int f) const { return shape + 3 + 3 * terms() + 5 * f; }
  __device__ const int* entry(int e) const { return shape + 3 + 3 * terms() + 5 * factors() + 3 * e; }
  __device__ double variance(int t) const { return value[t]; }
  __device__ const double* decay(int f) const { return value + terms() + 5 * f; }
  __device__ double weight(int e) const { return value[terms() + 5 * factors() + e]; }
};

// Packed points: E rows of coordinates, F rows of activities.
struct Points {
  const double* packed;
  long padded;

  __device__ const double* coordinate(int e) const { return packed + e * padded; }
  __device__ const double* activity(const Algebra& k, int f) const { return packed + (k.entries() + f) * padded; }
};

// What is packed of point i in a row: of an entry, or the activity of a factor. x has rows 0 .. n - 1.
__device__ double packedAt(const Algebra& k, int row, const double* x, long stride, long i, int n) {
  bool isEntry = row < k.entries();
  int f = isEntry ? k.entry(row)[2] : row - k.entries();
  int mask = k.factor(f)[4];
  if (i >= n || (mask >= 0 && !(x[i + mask * stride] > 0.5))) {
    return 0;
  }
  if (!isEntry) {
    return 1;
  }
  double coordinate = x[i + k.entry(row)[0] * stride];
  bool numeric = row < k.factor(f)[1] + k.factor(f)[2];
  return numeric ? coordinate * k.weight(row) : coordinate;
}

// packed(e, i), activity(f, i). A thread for each i < padded and each row.
extern "C" __global__ void packPoints(
    const int* shape, const double* value, const double* x, long stride, int n, double* packed, long padded) {
  Algebra k = {shape, value};
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int row = blockIdx.y; i < padded && row < k.entries() + k.factors(); row += gridDim.y) {
    packed[row * padded + i] = packedAt(k, row, x, stride, i, n);
  }
}

// PAIRS neighbours in a row, two at a time: of the loads that a pass makes, these are the most. Rows and j are aligned for it.
__device__ void load(const double* row, double* values) {
  const double2* twos = reinterpret_cast<const double2*>(row);
#pragma unroll
  for (int r = 0; r < PAIRS / 2; r++) {
    double2 two = twos[r];
    values[2 * r] = two.x;
    values[2 * r + 1] = two.y;
  }
}

// A factor at the pairs of point i with points j .. j + PAIRS - 1 of the other side; j is a multiple of PAIRS.
struct FactorAt {
  double value[PAIRS];
  double slope[PAIRS];  // with respect to s'; only if asked for

  template <bool SLOPE>
  __device__ void set(const Algebra& k, int f, const Points& x, long i, const Points& z, long j) {
    const int* factor = k.factor(f);
    double distance[PAIRS];
    for (int r = 0; r < PAIRS; r++) {
      distance[r] = 0;
    }
    int e = factor[1];
    for (int end = e + factor[2]; e < end; e++) {
      double own = x.coordinate(e)[i];
      double other[PAIRS];
      load(z.coordinate(e) + j, other);
#pragma unroll
      for (int r = 0; r < PAIRS; r++) {
        double difference = own - other[r];
        distance[r] = fma(difference, difference, distance[r]);
      }
    }
    for (int end = e + factor[3]; e < end; e++) {
      double own = x.coordinate(e)[i];
      double weight = k.weight(e);
      double other[PAIRS];
      load(z.coordinate(e) + j, other);
#pragma unroll
      for (int r = 0; r < PAIRS; r++) {
        distance[r] += own == other[r] ? 0 : weight;
      }
    }
    const double* decay = k.decay(f);
    bool masked = factor[4] >= 0;
    double active = masked ? x.activity(k, f)[i] : 1;
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      double t = factor[0] ? sqrt(distance[r]) : distance[r];
      double power = exp(-t);
      value[r] = (1 + t * (decay[0] + t * decay[1])) * power;
      if (SLOPE) {
        slope[r] = (decay[2] + decay[3] * t) * power;
      }
      if (masked) {
        double both = z.activity(k, f)[j + r];
        value[r] = active * both * value[r] + (1 - active) * (1 - both) * decay[4];
        if (SLOPE) {
          slope[r] *= active * both;
        }
      }
    }
  }
};

// total[r] = k at each pair.
__device__ void kernelAt(const Algebra& k, const Points& x, long i, const Points& z, long j, double* total) {
  for (int r = 0; r < PAIRS; r++) {
    total[r] = 0;
  }
  FactorAt at;
  for (int t = 0; t < k.terms(); t++) {
    const int* term = k.term(t);
    double product[PAIRS];
    for (int r = 0; r < PAIRS; r++) {
      product[r] = k.variance(t);
    }
    for (int f = term[0]; f < term[0] + term[1]; f++) {
      at.set<false>(k, f, x, i, z, j);
#pragma unroll
      for (int r = 0; r < PAIRS; r++) {
        product[r] *= at.value[r];
      }
    }
    for (int r = 0; r < PAIRS; r++) {
      total[r] += product[r];
    }
  }
}

// others[r] *= the factors of a term after f. They are evaluated again: models have one factor in a term, or few.
__device__ void multiplyLater(
    const Algebra& k, const int* term, int f, const Points& x, long i, const Points& z, long j, double* others) {
  FactorAt at;
  for (int later = f + 1; later < term[0] + term[1]; later++) {
    at.set<false>(k, later, x, i, z, j);
    for (int r = 0; r < PAIRS; r++) {
      others[r] *= at.value[r];
    }
  }
}
