// What cuBLAS lacks, or does in more passes than one.

extern "C" __global__ void fill(double* a, long stride, int rows, int cols, double value) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < rows && j < cols; j += gridDim.y) {
    a[i + j * stride] = value;
  }
}

extern "C" __global__ void copy(const double* a, long strideA, double* b, long strideB, int rows, int cols) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < rows && j < cols; j += gridDim.y) {
    b[i + j * strideB] = a[i + j * strideA];
  }
}

// A = factor * A, all of it or the lower triangle; A is not read if the factor is 0.
extern "C" __global__ void scale(double* a, long stride, int rows, int cols, double factor, int lower) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < rows && j < cols && (!lower || j <= i); j += gridDim.y) {
    a[i + j * stride] = factor == 0 ? 0 : factor * a[i + j * stride];
  }
}

// The lower triangle; what is above the diagonal of the copy stays as it is.
extern "C" __global__ void copyLower(const double* a, long strideA, double* b, long strideB, int n) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < n && j <= i; j += gridDim.y) {
    b[i + j * strideB] = a[i + j * strideA];
  }
}

// The lower triangle, and zeros above it.
extern "C" __global__ void clearUpper(const double* a, long strideA, double* b, long strideB, int n) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < n && j < n; j += gridDim.y) {
    b[i + j * strideB] = j <= i ? a[i + j * strideA] : 0;
  }
}

extern "C" __global__ void scaleColumns(double* a, long stride, int rows, int cols, const double* scales) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < rows && j < cols; j += gridDim.y) {
    a[i + j * stride] *= scales[j];
  }
}

extern "C" __global__ void addToDiagonal(double* a, long stride, int n, double value) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  if (i < n) {
    a[i + i * stride] += value;
  }
}

// S times few columns, S symmetric and stored below its diagonal. A block has PANEL rows of the product and a share of the columns of
// S, which it takes in tiles of TILE; a tile right of the diagonal is read from its mirror image, along its columns, and turned over
// in shared memory. A thread has two rows and a quarter of the right-hand sides.
#define PANEL 64
#define TILE 32
#define FEW 16
#define OWN (FEW / 4)

// parts(i, c, share) = sum over the share's q of S(i, q) B(q, c)
extern "C" __global__ void __launch_bounds__(THREADS) symmetricMultiply(
    const double* s, long strideS, int n, const double* b, long strideB, int cols, double* parts, long padded) {
  __shared__ double tile[TILE][PANEL + 1];  // one more: neighbours in a column are in different banks
  __shared__ double right[TILE][FEW + 2];   // two more: 16 threads that write a row of B do not meet in one bank
  long row = blockIdx.x * (long)PANEL;
  int lane = threadIdx.x % WARP;
  int group = threadIdx.x / WARP;
  double sums[2][OWN];
  for (int c = 0; c < OWN; c++) {
    sums[0][c] = 0;
    sums[1][c] = 0;
  }
  for (long q = blockIdx.y * (long)TILE; q < n; q += gridDim.y * (long)TILE) {
    for (int t = threadIdx.x; t < TILE * PANEL; t += THREADS) {
      // neighbouring threads read neighbours in a column of what is stored
      bool mirrored = q >= row + PANEL;
      int a = mirrored ? t / TILE : t % PANEL;
      int u = mirrored ? t % TILE : t / PANEL;
      long i = row + a;
      long j = q + u;
      bool inside = i < n && j < n;
      tile[u][a] = inside ? (i >= j ? s[i + j * strideS] : s[j + i * strideS]) : 0;
    }
    for (int t = threadIdx.x; t < TILE * FEW; t += THREADS) {
      int u = t % TILE;
      int c = t / TILE;
      right[u][c] = q + u < n && c < cols ? b[q + u + c * strideB] : 0;
    }
    __syncthreads();
    for (int u = 0; u < TILE; u++) {
      double upper = tile[u][lane];
      double lower = tile[u][lane + WARP];
#pragma unroll
      for (int c = 0; c < OWN; c++) {
        double factor = right[u][group * OWN + c];
        sums[0][c] = fma(upper, factor, sums[0][c]);
        sums[1][c] = fma(lower, factor, sums[1][c]);
      }
    }
    __syncthreads();
  }
  for (int c = 0; c < OWN; c++) {
    double* column = parts + (group * OWN + c + blockIdx.y * (long)FEW) * padded + row;
    column[lane] = sums[0][c];
    column[lane + WARP] = sums[1][c];
  }
}

// c(i, j) = alpha * sum over q < k of a(q, i) b(q, j) + beta * c(i, j), a block for each: products with few elements and long sums, for
// which cuBLAS may have one block. a(q, i) is at a[q * stepA + i * acrossA]; c is not read if beta = 0.
extern "C" __global__ void longProducts(
    double alpha, const double* a, long stepA, long acrossA, const double* b, long stepB, long acrossB, int k, double beta, double* c,
    long stride, int lower) {
  long i = blockIdx.x;
  long j = blockIdx.y;
  if (lower && i < j) {
    return;
  }
  double sum = 0;
  for (long q = threadIdx.x; q < k; q += THREADS) {
    sum = fma(a[q * stepA + i * acrossA], b[q * stepB + j * acrossB], sum);
  }
  sum = blockSum<THREADS>(sum);
  if (threadIdx.x == 0) {
    double* element = c + i + j * stride;
    *element = beta == 0 ? alpha * sum : fma(beta, *element, alpha * sum);
  }
}

// C = alpha * the shares' sum + beta * C, where C is not read if beta = 0
extern "C" __global__ void sumShares(
    double alpha, const double* parts, long padded, int shares, double beta, double* c, long stride, int n, int cols) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  for (int j = blockIdx.y; i < n && j < cols; j += gridDim.y) {
    double sum = 0;
    for (int share = 0; share < shares; share++) {
      sum += parts[i + (j + share * (long)FEW) * padded];
    }
    c[i + j * stride] = beta == 0 ? alpha * sum : fma(beta, c[i + j * stride], alpha * sum);
  }
}
