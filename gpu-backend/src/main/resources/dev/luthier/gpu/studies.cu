// The log marginal likelihoods of many small studies and their gradients (Rasmussen, Williams 2006, eq. 5.8 and 5.9), a block for
// each, which keeps everything of size n^2 to itself:
//
//   K = k(X, X) + noise I = L Lt     T = L^-1     v = T y     alpha = Tt v
//   log p(y) = sum of -v_i^2 / 2 + log T(i, i) - log(2 pi) / 2
//   d/dtheta = sum of W(i, j) dK(i, j)/dtheta     W = (alpha alphat - Tt T) / 2
//
// One matrix in shared memory is K, then L, then T in its lower triangle; W is made in registers, eight elements at a time, by the
// thread that contracts them with the derivatives.

#define LARGEST 64                    // points of a study
#define LARGEST_STRIDE (LARGEST + 1)  // odd, so that neighbours in a row lie in different banks as neighbours in a column do
#define STUDY_GROUPS (THREADS / LARGEST)
#define STUDY_WARPS (THREADS / WARP)
#define VALUES (6 * SLOTS)  // T + 5 F + E, where F <= E and T + E <= SLOTS
#define HALF_LOG_TWO_PI 0.91893853320467274178
#define NOT_A_NUMBER __longlong_as_double(0x7ff8000000000000LL)

// The sum over the threads of a warp, in its first.
__device__ double warpSum(double value) {
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    value += __shfl_down_sync(ALL_LANES, value, offset);
  }
  return value;
}

// The sums of a block: sums[slot][warp], only its own column touched by each warp. The last slot is the trace of W.
struct StudySlots {
  double (*sums)[STUDY_WARPS];

  __device__ bool has(int) const { return true; }
  __device__ void add(int slot, double value) {
    double sum = warpSum(value);
    if (threadIdx.x % WARP == 0) {
      sums[slot][threadIdx.x / WARP] += sum;
    }
  }
  __device__ double of(int slot) const {
    double sum = 0;
    for (int w = 0; w < STUDY_WARPS; w++) {
      sum += sums[slot][w];
    }
    return sum;
  }
};

// A row and PAIRS columns of a lower triangle of order n, of which those up to the row count.
struct Piece {
  int i;
  int j;

  // The q-th; none is left if j >= n. Neighbours share their columns.
  __device__ Piece(int q, int n) : i(q), j(0) {
    while (j < n && i >= n) {
      i += j + PAIRS - n;
      j += PAIRS;
    }
  }
};

__device__ int pieces(int n) {
  int count = 0;
  for (int j = 0; j < n; j += PAIRS) {
    count += n - j;
  }
  return count;
}

// value = the numbers of the kernel at this study's theta; unit holds those at theta = 0.
__device__ void setKernel(const Algebra& k, const double* unit, const double* theta, double* value) {
  int decays = 5 * k.factors();
  for (int q = threadIdx.x; q < k.terms() + decays + k.entries(); q += THREADS) {
    double scale = 1;
    if (q < k.terms()) {
      scale = exp(theta[k.term(q)[2]]);
    } else if (q >= k.terms() + decays) {
      int e = q - k.terms() - decays;
      const int* entry = k.entry(e);
      const int* factor = k.factor(entry[2]);
      bool numeric = e < factor[1] + factor[2];
      scale = exp((numeric ? -1 : -2) * theta[entry[1]]);
    }
    value[q] = unit[q] * scale;
  }
}

// As packPoints; x has columns of length padded.
__device__ void packStudy(const Algebra& k, const double* x, int n, int padded, double* packed) {
  for (int q = threadIdx.x; q < (k.entries() + k.factors()) * padded; q += THREADS) {
    packed[q] = packedAt(k, q / padded, x, padded, q % padded, n);
  }
}

__device__ void setCovariance(const Algebra& k, const Points& x, int n, double noise, double* a) {
  for (int q = threadIdx.x;; q += THREADS) {
    Piece at(q, n);
    if (at.j >= n) {
      break;
    }
    double total[PAIRS];
    kernelAt(k, x, at.i, x, at.j, total);
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      if (at.j + r <= at.i) {
        a[at.i + (at.j + r) * LARGEST_STRIDE] = total[r] + (at.i == at.j + r ? noise : 0);
      }
    }
  }
}

// K becomes L, column by column. Whether K is positive definite: all threads agree.
__device__ bool factorStudy(double* a, int n) {
  int row = threadIdx.x % LARGEST;
  int group = threadIdx.x / LARGEST;
  for (int j = 0; j < n; j++) {
    __syncthreads();
    double* column = a + j * LARGEST_STRIDE;
    double pivot = column[j];
    if (!positiveAndFinite(pivot)) {
      return false;
    }
    double root = sqrt(pivot);
    if (group == 0 && row > j && row < n) {
      column[row] /= root;
    }
    __syncthreads();  // all have read the pivot, too
    if (threadIdx.x == 0) {
      column[j] = root;
    }
    if (row < n) {
      for (int c = j + 1 + group; c <= row; c += STUDY_GROUPS) {
        a[row + c * LARGEST_STRIDE] -= column[row] * column[c];
      }
    }
  }
  __syncthreads();
  return true;
}

// L becomes T, from the last column on: T(i, j) = -sum of T(i, k) L(k, j) over k > j, divided by L(j, j). shares[group][row].
__device__ void invertStudy(double* a, int n, double (*shares)[LARGEST]) {
  int row = threadIdx.x % LARGEST;
  int group = threadIdx.x / LARGEST;
  for (int j = n - 1; j >= 0; j--) {
    double* column = a + j * LARGEST_STRIDE;
    double inverse = 1 / column[j];
    double sum = 0;
    if (row < n) {
      for (int k = j + 1 + group; k <= row; k += STUDY_GROUPS) {
        sum = fma(a[row + k * LARGEST_STRIDE], column[k], sum);
      }
    }
    shares[group][row] = sum;
    __syncthreads();
    if (group == 0 && row >= j && row < n) {
      double total = 0;
      for (int g = 0; g < STUDY_GROUPS; g++) {
        total += shares[g][row];
      }
      column[row] = row == j ? inverse : -inverse * total;
    }
    __syncthreads();
  }
}

// weight[r] = W(i, j + r) as often as it counts: twice off the diagonal, never above it.
__device__ void weightsAt(const double* a, const double* alpha, int n, Piece at, double* weight) {
  for (int r = 0; r < PAIRS; r++) {
    weight[r] = 0;
  }
  if (at.j >= n) {
    return;
  }
  for (int k = at.i; k < n; k++) {
    double own = a[k + at.i * LARGEST_STRIDE];
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {  // above the diagonal is anything, and not used
      weight[r] = fma(own, a[k + (at.j + r) * LARGEST_STRIDE], weight[r]);
    }
  }
  double own = alpha[at.i];
#pragma unroll
  for (int r = 0; r < PAIRS; r++) {
    int c = at.j + r;
    weight[r] = c > at.i ? 0 : (c == at.i ? 0.5 : 1) * (own * alpha[c] - weight[r]);
  }
}

// slots = the sums of W dK/dtheta, as covarianceGradient makes them, and the trace of W. All threads of a warp take as many rounds.
__device__ void contractStudy(
    const Algebra& k, const Points& x, const double* a, const double* alpha, int n, StudySlots slots) {
  int count = pieces(n);
  for (int begin = 0; begin < count; begin += THREADS) {
    Piece piece(begin + threadIdx.x, n);
    double weight[PAIRS];
    weightsAt(a, alpha, n, piece, weight);
    int i = piece.j < n ? piece.i : 0;  // without a weight
    int j = piece.j < n ? piece.j : 0;
    double trace = 0;
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      trace += i == j + r ? weight[r] : 0;
    }
    slots.add(SLOTS, trace);
    contract(k, x, i, j, weight, slots);
  }
}

// out(., study) = the gradient, then the value; NaN if K is not positive definite. theta(., study): the kernel's p, then the noise.
// studies(., study) = the row where its points and values begin, and n; rows of a study are padded to a multiple of PAIRS, and its
// points have their columns side by side. packed is room for all packed points.
extern "C" __global__ void __launch_bounds__(THREADS, 2) studyLikelihoods(
    const int* shape, const double* unit, const double* studies, const double* points, int dimension, const double* values,
    double* packed, const double* theta, long strideTheta, int p, double* out, long stride) {
  __shared__ double a[LARGEST * LARGEST_STRIDE];
  __shared__ double value[VALUES];
  __shared__ double shares[STUDY_GROUPS][LARGEST];
  __shared__ double v[LARGEST];
  __shared__ double alpha[LARGEST];
  __shared__ double sums[SLOTS + 1][STUDY_WARPS];
  long study = blockIdx.x;
  long first = (long)studies[2 * study];
  int n = (int)studies[2 * study + 1];
  int padded = (n + PAIRS - 1) / PAIRS * PAIRS;
  const double* y = values + first;
  theta += study * strideTheta;
  out += study * stride;
  Algebra k = {shape, value};
  double* own = packed + first * (k.entries() + k.factors());
  Points x = {own, padded};
  StudySlots slots = {sums};
  for (int q = threadIdx.x; q < (SLOTS + 1) * STUDY_WARPS; q += THREADS) {
    sums[q / STUDY_WARPS][q % STUDY_WARPS] = 0;
  }
  setKernel(k, unit, theta, value);
  __syncthreads();
  packStudy(k, points + first * dimension, n, padded, own);
  __syncthreads();
  double noise = exp(theta[p]);
  setCovariance(k, x, n, noise, a);
  if (!factorStudy(a, n)) {
    for (int t = threadIdx.x; t < p + 2; t += THREADS) {
      out[t] = NOT_A_NUMBER;
    }
    return;
  }
  invertStudy(a, n, shares);
  int row = threadIdx.x;
  double share = 0;  // of the value
  if (row < n) {
    double sum = 0;
    for (int c = 0; c <= row; c++) {
      sum = fma(a[row + c * LARGEST_STRIDE], y[c], sum);
    }
    v[row] = sum;
    share = -0.5 * sum * sum + log(a[row + row * LARGEST_STRIDE]) - HALF_LOG_TWO_PI;
  }
  __syncthreads();
  if (row < n) {
    double sum = 0;
    for (int c = row; c < n; c++) {
      sum = fma(a[c + row * LARGEST_STRIDE], v[c], sum);
    }
    alpha[row] = sum;
  }
  __syncthreads();
  contractStudy(k, x, a, alpha, n, slots);
  double likelihood = blockSum<THREADS>(share);  // and a barrier, after which the slots are complete
  if (threadIdx.x == 0) {
    out[p] = noise * slots.of(SLOTS);
    out[p + 1] = likelihood;
  }
  for (int t = threadIdx.x; t < p; t += THREADS) {
    double sum = 0;
    for (int slot = 0; slot < k.terms() + k.entries(); slot++) {
      int of = slot < k.terms() ? k.term(slot)[2] : k.entry(slot - k.terms())[1];
      sum += of == t ? slots.of(slot) : 0;
    }
    out[t] = sum;
  }
}
