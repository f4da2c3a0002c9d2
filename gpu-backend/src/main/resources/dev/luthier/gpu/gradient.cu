// Derivatives of covariances, contracted with weights in the pass that makes them: nothing of size n^2 d is ever stored.
//
// A slot is what is summed by itself: the variance of a term, or an entry. A launch has SLOTS of them, from `first` on, since their
// running sums, one a thread, are in shared memory; with more, the pass is repeated. Each block writes its sums as parts, which a
// second kernel adds. Two blocks on a multiprocessor leave 255 registers, of which some 190 are used and nothing spills; eight pairs at a time
// keep two warps of a scheduler busy.

#define SLOTS 32

// The sums of a block: sums[slot][thread], only its own column touched by each thread.
struct Slots {
  double (*sums)[THREADS];
  int first;
  int count;

  __device__ bool has(int slot) const { return slot >= first && slot < first + count; }
  __device__ void add(int slot, double value) { sums[slot - first][threadIdx.x] += value; }
};

// Adds, for the pairs of point i with x_j .. x_(j + PAIRS - 1), weight[r] dk/dtheta to the slots: the T variances, then the E entries.
template <class S>
__device__ void contract(const Algebra& k, const Points& x, long i, long j, const double* weight, S slots) {
  FactorAt at;
  for (int t = 0; t < k.terms(); t++) {
    const int* term = k.term(t);
    double before[PAIRS];  // weight * variance * the factors so far
    for (int r = 0; r < PAIRS; r++) {
      before[r] = weight[r] * k.variance(t);
    }
    for (int f = term[0]; f < term[0] + term[1]; f++) {
      at.set<true>(k, f, x, i, x, j);
      double slope[PAIRS];
      for (int r = 0; r < PAIRS; r++) {
        slope[r] = before[r] * at.slope[r] * -2;
        before[r] *= at.value[r];
      }
      multiplyLater(k, term, f, x, i, x, j, slope);
      const int* factor = k.factor(f);
      int e = factor[1];
      for (int end = e + factor[2]; e < end; e++) {
        if (slots.has(k.terms() + e)) {
          double own = x.coordinate(e)[i];
          double other[PAIRS];
          load(x.coordinate(e) + j, other);
          double even = 0;  // two chains of sums, since one waits for itself
          double odd = 0;
#pragma unroll
          for (int r = 0; r < PAIRS; r += 2) {
            double first = own - other[r];
            double second = own - other[r + 1];
            even = fma(slope[r] * first, first, even);
            odd = fma(slope[r + 1] * second, second, odd);
          }
          slots.add(k.terms() + e, even + odd);
        }
      }
      for (int end = e + factor[3]; e < end; e++) {
        if (slots.has(k.terms() + e)) {
          double own = x.coordinate(e)[i];
          double other[PAIRS];
          load(x.coordinate(e) + j, other);
          double sum = 0;
#pragma unroll
          for (int r = 0; r < PAIRS; r++) {
            sum += own == other[r] ? 0 : slope[r];
          }
          slots.add(k.terms() + e, sum * k.weight(e));
        }
      }
    }
    if (slots.has(t)) {
      double sum = 0;
      for (int r = 0; r < PAIRS; r++) {
        sum += before[r];
      }
      slots.add(t, sum);
    }
  }
}

// parts(block, slot) = sum over the block's pairs i >= j of w_ij dk/dtheta, slots being the T variances, then the E entries;
// w counts twice off the diagonal.
extern "C" __global__ void __launch_bounds__(THREADS, 2) covarianceGradient(
    const int* shape, const double* value, const double* packed, long padded, int n, const double* w, long stride, int first,
    int count, double* parts) {
  __shared__ double sums[SLOTS][THREADS];
  Algebra k = {shape, value};
  Points x = {packed, padded};
  Slots slots = {sums, first, count};
  for (int s = 0; s < count; s++) {
    sums[s][threadIdx.x] = 0;
  }
  long panel = gridDim.x - 1 - blockIdx.x;  // the last rows have the most pairs, and begin
  long i = panel * THREADS + threadIdx.x;
  long last = (panel + 1) * THREADS - 1;
  for (long j = blockIdx.y * (long)PAIRS; j < n && j <= last; j += gridDim.y * (long)PAIRS) {
    double weight[PAIRS];
    for (int r = 0; r < PAIRS; r++) {
      weight[r] = i < n && j + r <= i ? (i == j + r ? 1 : 2) * w[i + (j + r) * stride] : 0;
    }
    contract(k, x, i, j, weight, slots);
  }
  long block = blockIdx.x + blockIdx.y * (long)gridDim.x;
  long blocks = gridDim.x * (long)gridDim.y;
  for (int s = 0; s < count; s++) {
    double sum = blockSum<THREADS>(sums[s][threadIdx.x]);
    if (threadIdx.x == 0) {
      parts[block + (first + s) * blocks] = sum;
    }
  }
}

// out(theta) = the parts of the slots of theta. A block for each theta.
extern "C" __global__ void sumSlots(const int* shape, const double* value, const double* parts, long blocks, double* out) {
  Algebra k = {shape, value};
  int theta = blockIdx.x;
  double sum = 0;
  for (int slot = 0; slot < k.terms() + k.entries(); slot++) {
    int of = slot < k.terms() ? k.term(slot)[2] : k.entry(slot - k.terms())[1];
    if (of == theta) {
      for (long b = threadIdx.x; b < blocks; b += THREADS) {
        sum += parts[b + slot * blocks];
      }
    }
  }
  sum = blockSum<THREADS>(sum);
  if (threadIdx.x == 0) {
    out[theta] = sum;
  }
}

#define WEIGHT_EACH 0       // W(i, j)
#define WEIGHT_SAME 1       // W(i, 0) for every j
#define WEIGHT_SYMMETRIC 2  // 2 W(i, j) of a symmetric matrix stored below its diagonal; 0 on it, where k does not change

// parts(j, entry, chunk) = sum over the chunk's i of W(i, j) dk(x_i, z_j)/dz_entry. A thread has one z and PAIRS x at a time.
extern "C" __global__ void __launch_bounds__(THREADS, 2) pointGradient(
    const int* shape, const double* value, const double* packedX, long paddedX, int n, const double* packedZ, long paddedZ, int m,
    const double* w, long stride, int kind, int first, int count, double* parts) {
  __shared__ double sums[SLOTS][THREADS];
  Algebra k = {shape, value};
  Points x = {packedX, paddedX};
  Points z = {packedZ, paddedZ};
  Slots slots = {sums, first, count};
  for (int s = 0; s < count; s++) {
    sums[s][threadIdx.x] = 0;
  }
  long j = blockIdx.x * (long)THREADS + threadIdx.x;
  FactorAt at;
  bool idle = blockIdx.x * (long)THREADS + threadIdx.x / WARP * WARP >= m;  // the whole warp: there are few candidates
  for (long i = blockIdx.y * (long)PAIRS; i < n && !idle; i += gridDim.y * (long)PAIRS) {
    double weight[PAIRS];
    for (int r = 0; r < PAIRS; r++) {
      long q = i + r;
      weight[r] = 0;
      if (j < m && q < n) {
        if (kind == WEIGHT_EACH) {
          weight[r] = w[q + j * stride];
        } else if (kind == WEIGHT_SAME) {
          weight[r] = w[q];
        } else if (q != j) {
          weight[r] = 2 * (q > j ? w[q + j * stride] : w[j + q * stride]);
        }
      }
    }
    for (int t = 0; t < k.terms(); t++) {
      const int* term = k.term(t);
      double before[PAIRS];
      for (int r = 0; r < PAIRS; r++) {
        before[r] = weight[r] * k.variance(t);
      }
      for (int f = term[0]; f < term[0] + term[1]; f++) {
        at.set<true>(k, f, z, j, x, i);
        double slope[PAIRS];
        for (int r = 0; r < PAIRS; r++) {
          slope[r] = before[r] * at.slope[r] * 2;
          before[r] *= at.value[r];
        }
        multiplyLater(k, term, f, z, j, x, i, slope);
        const int* factor = k.factor(f);
        for (int e = factor[1]; e < factor[1] + factor[2]; e++) {
          if (slots.has(e)) {
            double own = z.coordinate(e)[j];
            double other[PAIRS];
            load(x.coordinate(e) + i, other);
            double even = 0;
            double odd = 0;
#pragma unroll
            for (int r = 0; r < PAIRS; r += 2) {
              even = fma(slope[r], own - other[r], even);
              odd = fma(slope[r + 1], own - other[r + 1], odd);
            }
            slots.add(e, (even + odd) * k.weight(e));
          }
        }
      }
    }
  }
  for (int s = 0; s < count; s++) {
    parts[j + (first + s + blockIdx.y * (long)k.entries()) * paddedZ] = sums[s][threadIdx.x];
  }
}

// gradZ(j, c) = the parts of the entries of column c; 0 for columns that the kernel does not read.
extern "C" __global__ void sumPoints(
    const int* shape, const double* value, const double* parts, long padded, int chunks, double* gradZ, long stride, int m, int d) {
  Algebra k = {shape, value};
  long j = blockIdx.x * (long)blockDim.x + threadIdx.x;
  if (j >= m) {
    return;
  }
  for (int c = blockIdx.y; c < d; c += gridDim.y) {
    double sum = 0;
    for (int e = 0; e < k.entries(); e++) {
      if (k.entry(e)[0] == c) {
        for (int chunk = 0; chunk < chunks; chunk++) {
          sum += parts[j + (e + chunk * (long)k.entries()) * padded];
        }
      }
    }
    gradZ[j + c * stride] = sum;
  }
}
