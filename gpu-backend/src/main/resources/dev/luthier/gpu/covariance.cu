// Covariance matrices. A thread has one row and PAIRS columns; the threads of a warp write neighbours in a column. Left to itself the
// compiler keeps to 80 registers and spills; 4 blocks on a multiprocessor leave it 128.

// out(i, j) = k(x_i, x_j) + [i = j] diagonal(i), i >= j
extern "C" __global__ void __launch_bounds__(THREADS, 4) covariance(
    const int* shape, const double* value, const double* packed, long padded, int n, const double* diagonal, double* out,
    long stride) {
  Algebra k = {shape, value};
  Points x = {packed, padded};
  long panel = gridDim.x - 1 - blockIdx.x;  // the last rows have the most pairs, and begin
  long i = panel * THREADS + threadIdx.x;
  long last = (panel + 1) * THREADS - 1;
  for (long j = blockIdx.y * (long)PAIRS; j < n && j <= last; j += gridDim.y * (long)PAIRS) {
    double total[PAIRS];
    kernelAt(k, x, i, x, j, total);
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      if (i < n && j + r <= i) {
        out[i + (j + r) * stride] = total[r] + (i == j + r ? diagonal[i] : 0);
      }
    }
  }
}

// out(i, j) = k(x_i, z_j)
extern "C" __global__ void __launch_bounds__(THREADS, 4) crossCovariance(
    const int* shape, const double* value, const double* packedX, long paddedX, int n, const double* packedZ, long paddedZ, int m,
    double* out, long stride) {
  Algebra k = {shape, value};
  Points x = {packedX, paddedX};
  Points z = {packedZ, paddedZ};
  long i = blockIdx.x * (long)THREADS + threadIdx.x;
  for (long j = blockIdx.y * (long)PAIRS; j < m; j += gridDim.y * (long)PAIRS) {
    double total[PAIRS];
    kernelAt(k, x, i, z, j, total);
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      if (i < n && j + r < m) {
        out[i + (j + r) * stride] = total[r];
      }
    }
  }
}
