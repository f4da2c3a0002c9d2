// What all kernels share. Matrices are column-major: element (i, j) at pointer[i + j * stride]. Strides and products of sizes are
// long (64 bits), since n = 50,000 has more than 2^31 elements. Every sum is made in an order that depends on shapes alone, so that
// results do not depend on the device's size or on which block ran first: no atomic additions.

#define WARP 32
#define INFINITE __longlong_as_double(0x7ff0000000000000LL)  // NVRTC knows no math.h
#define ALL_LANES 0xffffffffu

// The sum over the threads of a block, in thread 0. THREADS is blockDim.x, a multiple of WARP.
template <int THREADS>
__device__ double blockSum(double value) {
  __shared__ double warps[THREADS / WARP];
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    value += __shfl_down_sync(ALL_LANES, value, offset);
  }
  __syncthreads();  // an earlier call may still be reading
  if (threadIdx.x % WARP == 0) {
    warps[threadIdx.x / WARP] = value;
  }
  __syncthreads();
  double sum = 0;
  if (threadIdx.x == 0) {
    for (int w = 0; w < THREADS / WARP; w++) {
      sum += warps[w];
    }
  }
  return sum;
}
