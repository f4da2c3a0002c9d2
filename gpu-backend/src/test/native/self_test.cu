// Kernels that show whether the shim keeps CUDA's rules. Plain CUDA: nvcc compiles this too.

#define BLOCK 128

static __device__ double of_warp(double value) {
  for (int step = 16; step > 0; step /= 2) {
    value += __shfl_down_sync(0xffffffffu, value, step);
  }
  return value;
}

// Sums of the rows of A (rows, n), one a block, by a tree in dynamic shared memory.
extern "C" __global__ void __launch_bounds__(BLOCK)
row_sums(const double* __restrict__ a, int rows, int n, double* sums) {
  extern __shared__ double partial[];
  int row = blockIdx.x;
  double sum = 0;
  for (int j = threadIdx.x; j < n; j += blockDim.x) {
    sum += a[row + static_cast<size_t>(j) * rows];
  }
  partial[threadIdx.x] = sum;
  __syncthreads();
  for (int step = blockDim.x / 2; step > 0; step /= 2) {
    if (threadIdx.x < step) {
      partial[threadIdx.x] += partial[threadIdx.x + step];
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    sums[row] = partial[0];
  }
}

// One sum of everything: shuffles within warps, static shared memory between them, one atomic a block.
extern "C" __global__ void total(const double* a, int n, double* sum, int* blocks) {
  __shared__ double of_warps[32];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  double value = of_warp(i < n ? a[i] : 0.0);
  if (threadIdx.x % 32 == 0) {
    of_warps[threadIdx.x / 32] = value;
  }
  __syncthreads();
  if (threadIdx.x < 32) {
    value = of_warp(threadIdx.x < blockDim.x / 32 ? of_warps[threadIdx.x] : 0.0);
    if (threadIdx.x == 0) {
      atomicAdd(sum, value);
      atomicAdd(blocks, 1);
    }
  }
}

// Shuffles and votes of one warp; 5 numbers a lane.
extern "C" __global__ void lanes(double* results) {
  int lane = threadIdx.x;
  double* mine = results + 5 * lane;
  mine[0] = __shfl_sync(0xffffffffu, 10.0 * lane, 7);
  mine[1] = __shfl_xor_sync(0xffffffffu, lane, 5);
  mine[2] = __shfl_down_sync(0xffffffffu, lane, 30);
  mine[3] = __ballot_sync(0xffffffffu, lane % 3 == 0);
  mine[4] = __any_sync(0xffffffffu, lane == 31) + 2 * __all_sync(0xffffffffu, lane < 31);
}

// Half of a block never comes to the barrier.
extern "C" __global__ void divergent_barrier(double* x) {
  if (threadIdx.x < blockDim.x / 2) {
    __syncthreads();
  }
  x[threadIdx.x] = 1;
}

// Half of a block comes to one barrier, half to another.
extern "C" __global__ void two_barriers(double* x) {
  if (threadIdx.x < blockDim.x / 2) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  x[threadIdx.x] = 1;
}

// A lane that the mask names has returned.
extern "C" __global__ void exited_lane(double* x) {
  if (threadIdx.x == 31) {
    return;
  }
  x[threadIdx.x] = __shfl_sync(0xffffffffu, 1.0, 0);
}

// Writes one number after the end of x (n).
extern "C" __global__ void out_of_bounds(double* x, int n) { x[n] = 1; }

// Writes past the end of the dynamic shared memory.
extern "C" __global__ void shared_out_of_bounds(double* x) {
  extern __shared__ double own[];
  own[blockDim.x] = 1;
  x[0] = own[0];
}

// What nobody wrote is NaN: shared memory in x[0] and x[1]. Reads of them are what is tested.
extern "C" __global__ void unwritten(double* x) {
  __shared__ double fixed[4];
  extern __shared__ double own[];
  x[0] = fixed[threadIdx.x];
  x[1] = own[threadIdx.x];
  __syncthreads();
  fixed[threadIdx.x] = 1;
  own[threadIdx.x] = 1;
}

// A barrier is missing between the write and the read of a neighbour's number.
extern "C" __global__ void missing_barrier(double* x, int offset) {
  extern __shared__ double own[];
  own[threadIdx.x] = threadIdx.x;
  x[threadIdx.x] = own[(threadIdx.x + blockDim.x + offset) % blockDim.x];
}

// Two barriers a step: what a switch between threads costs.
extern "C" __global__ void many_barriers(int steps, double* x) {
  __shared__ double turn;
  for (int i = 0; i < steps; i++) {
    if (threadIdx.x == i % blockDim.x) {
      turn = i;
    }
    __syncthreads();
    x[threadIdx.x] = turn;
    __syncthreads();
  }
}

// Arguments of all sizes, and blocks and threads of three dimensions.
extern "C" __global__ void arguments(char c, double d, int i, long l, double2 pair, double* x) {
  int block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  int thread = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
  int count = blockDim.x * blockDim.y * blockDim.z;
  x[block * count + thread] = c + d + i + l + pair.x + pair.y + max(thread, 0) + 1000.0 * block;
}

// Kernels that a macro makes, in a block that gives them C names.
#define ELEMENTWISE(name, expression)                       \
  __global__ void __launch_bounds__(2 * BLOCK, 1) name(double* x, int n) { \
    int i = blockIdx.x * blockDim.x + threadIdx.x;          \
    if (i < n) {                                            \
      x[i] = expression;                                    \
    }                                                       \
  }

extern "C" {
ELEMENTWISE(square, x[i] * x[i])
ELEMENTWISE(inverse_root, rsqrt(x[i]))
}

static __constant__ double WEIGHTS[2] = {0.25, 4.0};

// Shared memory of a function template: one variable for each of its instances.
template <int STEP>
__device__ double of_neighbour(double value) {
  __shared__ double of_block[BLOCK];
  of_block[threadIdx.x] = value;
  __syncthreads();
  double other = of_block[(threadIdx.x + STEP) % blockDim.x];
  __syncthreads();
  return other;
}

// x[i] becomes x[i + 1] / 4 + 4 x[i + 2], indices modulo the block.
extern "C" __global__ void neighbours(double* x) {
  double one = of_neighbour<1>(x[threadIdx.x]);
  double two = of_neighbour<2>(x[threadIdx.x]);
  x[threadIdx.x] = WEIGHTS[0] * one + WEIGHTS[1] * two;
}
