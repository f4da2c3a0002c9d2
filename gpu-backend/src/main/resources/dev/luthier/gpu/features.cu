// Random Fourier features. A thread has one feature and PAIRS points.

__device__ void anglesAt(
    const double* omega, long strideOmega, const double* phases, int d, const double* z, long strideZ, int m, long f, long j,
    double* angles) {
  for (int r = 0; r < PAIRS; r++) {
    angles[r] = phases[f];
  }
  for (int c = 0; c < d; c++) {
    double frequency = omega[f + c * strideOmega];
#pragma unroll
    for (int r = 0; r < PAIRS; r++) {
      long point = j + r < m ? j + r : m - 1;
      angles[r] = fma(frequency, z[point + c * strideZ], angles[r]);
    }
  }
}

// out(f, j) = cos(sum of omega(f, c) z(j, c) + phase(f))
extern "C" __global__ void __launch_bounds__(THREADS) fourierFeatures(
    const double* omega, long strideOmega, int features, int d, const double* phases, const double* z, long strideZ, int m, double* out,
    long stride) {
  long f = blockIdx.x * (long)THREADS + threadIdx.x;
  if (f >= features) {
    return;
  }
  for (long j = blockIdx.y * (long)PAIRS; j < m; j += gridDim.y * (long)PAIRS) {
    double angles[PAIRS];
    anglesAt(omega, strideOmega, phases, d, z, strideZ, m, f, j, angles);
    for (int r = 0; r < PAIRS && j + r < m; r++) {
      out[f + (j + r) * stride] = cos(angles[r]);
    }
  }
}

// out(f, j) = -W(f, j) sin(the angle): what is multiplied with the frequencies to give the gradient. W has one column or m.
extern "C" __global__ void __launch_bounds__(THREADS) fourierSlopes(
    const double* omega, long strideOmega, int features, int d, const double* phases, const double* z, long strideZ, int m,
    const double* w, long strideW, int weights, double* out, long stride) {
  long f = blockIdx.x * (long)THREADS + threadIdx.x;
  if (f >= features) {
    return;
  }
  for (long j = blockIdx.y * (long)PAIRS; j < m; j += gridDim.y * (long)PAIRS) {
    double angles[PAIRS];
    anglesAt(omega, strideOmega, phases, d, z, strideZ, m, f, j, angles);
    for (int r = 0; r < PAIRS && j + r < m; r++) {
      double weight = w[f + (weights == 1 ? 0 : (j + r) * strideW)];
      out[f + (j + r) * stride] = -weight * sin(angles[r]);
    }
  }
}
