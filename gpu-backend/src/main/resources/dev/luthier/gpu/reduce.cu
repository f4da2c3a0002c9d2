// Sums, a block for each.

// out = sum of log A(i, i)
extern "C" __global__ void logDiagonalSum(const double* a, long stride, int n, double* out) {
  double sum = 0;
  for (int i = threadIdx.x; i < n; i += REDUCING) {
    sum += log(a[i + i * stride]);
  }
  sum = blockSum<REDUCING>(sum);
  if (threadIdx.x == 0) {
    out[0] = sum;
  }
}

// out(j) = sum of A(i, j) B(i, j)
extern "C" __global__ void columnDots(
    const double* a, long strideA, const double* b, long strideB, int rows, double* out) {
  long j = blockIdx.x;
  double sum = 0;
  for (int i = threadIdx.x; i < rows; i += REDUCING) {
    sum = fma(a[i + j * strideA], b[i + j * strideB], sum);
  }
  sum = blockSum<REDUCING>(sum);
  if (threadIdx.x == 0) {
    out[j] = sum;
  }
}

extern "C" __global__ void diagonal(const double* a, long stride, int n, double* out) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  if (i < n) {
    out[i] = a[i + i * stride];
  }
}
