// Factorizations that cuSOLVER lacks, and what it does not tell.

#define REDUCING 256
#define WHOLE 1024

__device__ bool positiveAndFinite(double value) { return value > 0 && value < INFINITE; }

// The least over the threads of a block, in all of them. THREADS_ is blockDim.x.
template <int THREADS_>
__device__ int blockLeast(int value) {
  __shared__ int each[THREADS_];
  __syncthreads();
  each[threadIdx.x] = value;
  __syncthreads();
  for (int half = THREADS_ / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      each[threadIdx.x] = min(each[threadIdx.x], each[threadIdx.x + half]);
    }
    __syncthreads();
  }
  return each[0];
}

// status: the solver's (0, or a pivot counted from 1) becomes -1, or the first pivot, from 0, that was not positive and finite. The
// solver's own test need not see NaN, but a column with NaN leaves it on the diagonal.
extern "C" __global__ void firstBadPivot(const double* l, long stride, int n, int* status) {
  int reported = status[0];
  int least = reported > 0 ? reported - 1 : n;
  for (int i = threadIdx.x; i < least; i += REDUCING) {
    if (!positiveAndFinite(l[i + i * stride])) {
      least = i;
    }
  }
  least = blockLeast<REDUCING>(least);
  if (threadIdx.x == 0) {
    status[0] = least < n ? least : -1;
  }
}

// Pivoted Cholesky (Harbrecht, Peters, Schneider 2012, algorithm 1). doubles: largest residual, threshold, n residuals, which are
// -infinity for rows that have been pivots; ints: rank, whether it is done, pivots.
extern "C" __global__ void pivotBegin(const double* a, long stride, int n, double* doubles, int* ints) {
  for (int i = threadIdx.x; i < n; i += REDUCING) {
    doubles[2 + i] = a[i + i * stride];
  }
  if (threadIdx.x == 0) {
    ints[0] = 0;
    ints[1] = 0;
  }
}

// Finds the largest residual, and makes its first row the pivot of this step unless the end is reached.
extern "C" __global__ void pivotChoose(int n, int columns, double tolerance, int step, double* doubles, int* ints) {
  __shared__ double largest[REDUCING];
  if (ints[1]) {
    return;
  }
  double own = -INFINITE;
  for (int i = threadIdx.x; i < n; i += REDUCING) {
    double residual = doubles[2 + i];
    own = isnan(own) || own >= residual ? own : residual;  // NaN stays, and NaN is taken
  }
  largest[threadIdx.x] = own;
  __syncthreads();
  for (int half = REDUCING / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      double other = largest[threadIdx.x + half];
      double mine = largest[threadIdx.x];
      largest[threadIdx.x] = isnan(mine) || mine >= other ? mine : other;
    }
    __syncthreads();
  }
  double found = step == n ? 0 : largest[0];
  double threshold = step == 0 ? tolerance * (found > 0 || isnan(found) ? found : 0) : doubles[1];
  int pivot = n;
  for (int i = threadIdx.x; i < n; i += REDUCING) {
    if (doubles[2 + i] == found) {
      pivot = min(pivot, i);
    }
  }
  pivot = blockLeast<REDUCING>(pivot);
  if (threadIdx.x == 0) {
    doubles[0] = found;
    doubles[1] = threshold;
    if (step < columns && found > 0 && found > threshold) {
      ints[2 + step] = pivot;
      ints[0] = step + 1;
    } else {
      ints[1] = 1;
    }
  }
}

// Column `step` of the factor; residuals without it.
extern "C" __global__ void pivotEliminate(
    const double* a, long strideA, int n, double* l, long strideL, int step, double* doubles, const int* ints) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (ints[1] || i >= n) {
    return;
  }
  int pivot = ints[2 + step];
  double root = sqrt(doubles[0]);
  if (i == pivot) {
    l[i + step * strideL] = root;
    doubles[2 + i] = -INFINITE;
  } else if (doubles[2 + i] != -INFINITE) {
    double sum = i > pivot ? a[i + pivot * strideA] : a[pivot + i * strideA];
    for (int q = 0; q < step; q++) {
      sum -= l[i + q * strideL] * l[pivot + q * strideL];
    }
    double element = sum / root;
    l[i + step * strideL] = element;
    doubles[2 + i] -= element * element;
  }
}

// L = chol(L Lt + alpha v vt) by rotations, plane or hyperbolic (Golub, Van Loan 2013, section 6.5.4). One block: each column waits
// for the one before. work holds what is left of sqrt|alpha| v.
extern "C" __global__ void __launch_bounds__(WHOLE)
    rankOneUpdate(double* l, long stride, int n, double alpha, const double* v, double* work, int* status) {
  double sign = alpha > 0 ? 1 : (alpha < 0 ? -1 : 0);
  double scale = sqrt(fabs(alpha));
  for (int i = threadIdx.x; i < n; i += WHOLE) {
    work[i] = scale * v[i];
  }
  if (threadIdx.x == 0) {
    status[0] = -1;
  }
  for (int j = 0; j < n; j++) {
    __syncthreads();
    double diagonal = l[j + j * stride];
    double own = work[j];
    double square = diagonal * diagonal + sign * own * own;
    if (!positiveAndFinite(square)) {
      if (threadIdx.x == 0) {
        status[0] = j;
      }
      return;
    }
    double updated = sqrt(square);
    double cosine = updated / diagonal;
    double sine = own / diagonal;
    __syncthreads();  // all have read the diagonal
    for (int i = j + threadIdx.x; i < n; i += WHOLE) {
      double* element = l + i + j * stride;
      if (i == j) {
        *element = updated;
      } else {
        *element = (*element + sign * sine * work[i]) / cosine;
        work[i] = cosine * work[i] - sine * *element;
      }
    }
  }
}

// status = 1 if all elements of the lower triangle are finite, 0 if not
extern "C" __global__ void __launch_bounds__(WHOLE) allFinite(const double* a, long stride, int n, int* status) {
  int good = 1;
  for (int j = 0; j < n; j++) {
    for (int i = j + threadIdx.x; i < n; i += WHOLE) {
      if (!isfinite(a[i + j * stride])) {
        good = 0;
      }
    }
  }
  good = blockLeast<WHOLE>(good);
  if (threadIdx.x == 0) {
    status[0] = good;
  }
}
