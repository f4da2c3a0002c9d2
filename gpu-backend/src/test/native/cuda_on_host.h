// CUDA's built-ins for a C++ compiler of the host. The stand-in for NVRTC includes this before a kernel's
// text; each thread of a block runs as a fiber of block.cpp, which defines what is declared here.
//
// LUTHIER_ON_HOST is defined, and __CUDA_ARCH__ as on a device. Not there: 16-bit floats, textures,
// cooperative groups, printf on the device, launches from the device, inline PTX.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include <math.h>

#define LUTHIER_ON_HOST 1

// ── What a thread is told ──

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
};

extern "C" {
extern const uint3 luthier_thread_index;
extern const uint3 luthier_block_index;
extern const dim3 luthier_block_size;
extern const dim3 luthier_grid_size;
extern char luthier_dynamic_shared[];
void luthier_barrier(int line);
uint64_t luthier_exchange(unsigned mask, int kind, int source, uint64_t value);
extern __attribute__((weak, visibility("hidden"))) char __start_luthier_shared[];
extern __attribute__((weak, visibility("hidden"))) char __stop_luthier_shared[];
}

#define threadIdx luthier_thread_index
#define blockIdx luthier_block_index
#define blockDim luthier_block_size
#define gridDim luthier_grid_size
constexpr int warpSize = 32;

// ── Where things live. The double underscores in the middle are for the scanner of kernel_text.h ──

#define __global__ __attribute__((__luthier_kernel__))
#define __launch_bounds__(...) __attribute__((__luthier_bounds__(__VA_ARGS__)))
#define __shared__ __luthier_shared__
#define __device__
#define __host__
#define __constant__
#define __managed__
#define __grid_constant__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __restrict__ __restrict
#define __align__(n) __attribute__((aligned(n)))

// ── Waiting for other threads ──

// Where the barrier stands tells two barriers in two branches from one.
#define __syncthreads() luthier_barrier(__LINE__)

namespace luthier {

enum Kind { SYNC = 0, SHUFFLE = 1, BALLOT = 2 };

inline unsigned lane() {
  return (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % 32;
}

template <class T>
T shuffle(unsigned mask, T value, unsigned source) {
  static_assert(sizeof(T) <= 8 && std::is_trivially_copyable_v<T>);
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  bits = luthier_exchange(mask, SHUFFLE, static_cast<int>(source), bits);
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// A lane within the segment of `width` lanes that this lane belongs to; itself where it would leave it.
inline unsigned within(long lane_wanted, int width) {
  long first = luthier::lane() / static_cast<unsigned>(width) * static_cast<unsigned>(width);
  return lane_wanted < first || lane_wanted >= first + width ? luthier::lane()
                                                              : static_cast<unsigned>(lane_wanted);
}

}  // namespace luthier

inline void __syncwarp(unsigned mask = 0xffffffffU) { luthier_exchange(mask, luthier::SYNC, 0, 0); }

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32) {
  unsigned first = luthier::lane() / static_cast<unsigned>(width) * static_cast<unsigned>(width);
  return luthier::shuffle(mask, value, first + static_cast<unsigned>(source) % width);
}

template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32) {
  return luthier::shuffle(mask, value, luthier::within(long{luthier::lane()} + delta, width));
}

template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32) {
  return luthier::shuffle(mask, value, luthier::within(long{luthier::lane()} - delta, width));
}

template <class T>
T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32) {
  return luthier::shuffle(mask, value, luthier::within(luthier::lane() ^ bits, width));
}

inline unsigned __ballot_sync(unsigned mask, int predicate) {
  return static_cast<unsigned>(luthier_exchange(mask, luthier::BALLOT, 0, predicate != 0));
}
inline int __any_sync(unsigned mask, int predicate) { return __ballot_sync(mask, predicate) != 0; }
inline int __all_sync(unsigned mask, int predicate) {
  return __ballot_sync(mask, predicate) == mask;
}

// One thread runs at a time and in program order: fences have nothing to do.
inline void __threadfence() {}
inline void __threadfence_block() {}
inline void __threadfence_system() {}

// ── Atomic operations return what was there before ──

namespace luthier {

template <class T, class Change>
T update(T* address, Change change) {
  T before = *address;
  *address = change(before);
  return before;
}

template <class T>
using Same = std::common_type_t<T>;  // keeps a constant argument from deciding the type

}  // namespace luthier

template <class T>
T atomicAdd(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return static_cast<T>(old + value); });
}
template <class T>
T atomicSub(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return static_cast<T>(old - value); });
}
template <class T>
T atomicMax(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return old < value ? value : old; });
}
template <class T>
T atomicMin(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return value < old ? value : old; });
}
template <class T>
T atomicOr(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return old | value; });
}
template <class T>
T atomicAnd(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return old & value; });
}
template <class T>
T atomicExch(T* address, luthier::Same<T> value) {
  return luthier::update(address, [=](T) { return value; });
}
template <class T>
T atomicCAS(T* address, luthier::Same<T> expected, luthier::Same<T> value) {
  return luthier::update(address, [=](T old) { return old == expected ? value : old; });
}

// ── Vectors of two to four ──

struct alignas(16) double2 {
  double x, y;
};
struct double3 {
  double x, y, z;
};
struct alignas(16) double4 {
  double x, y, z, w;
};
struct alignas(8) float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(8) int2 {
  int x, y;
};
struct int3 {
  int x, y, z;
};
struct alignas(16) int4 {
  int x, y, z, w;
};
struct alignas(8) uint2 {
  unsigned x, y;
};

inline double2 make_double2(double x, double y) { return {x, y}; }
inline double3 make_double3(double x, double y, double z) { return {x, y, z}; }
inline double4 make_double4(double x, double y, double z, double w) { return {x, y, z, w}; }
inline float2 make_float2(float x, float y) { return {x, y}; }
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
inline int2 make_int2(int x, int y) { return {x, y}; }
inline int3 make_int3(int x, int y, int z) { return {x, y, z}; }
inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }

// ── Mathematics that <math.h> does not have under these names ──

template <class A, class B>
constexpr std::common_type_t<A, B> min(A a, B b) {
  using T = std::common_type_t<A, B>;
  if constexpr (std::is_floating_point_v<T>) {
    return std::fmin(static_cast<T>(a), static_cast<T>(b));  // the one that is not NaN, as on a device
  } else {
    return static_cast<T>(b) < static_cast<T>(a) ? static_cast<T>(b) : static_cast<T>(a);
  }
}

template <class A, class B>
constexpr std::common_type_t<A, B> max(A a, B b) {
  using T = std::common_type_t<A, B>;
  if constexpr (std::is_floating_point_v<T>) {
    return std::fmax(static_cast<T>(a), static_cast<T>(b));
  } else {
    return static_cast<T>(a) < static_cast<T>(b) ? static_cast<T>(b) : static_cast<T>(a);
  }
}

using std::isfinite;
using std::isinf;
using std::isnan;
using std::signbit;

inline double rsqrt(double x) { return 1.0 / std::sqrt(x); }
inline float rsqrtf(float x) { return 1.0F / std::sqrt(x); }
inline double rcbrt(double x) { return 1.0 / std::cbrt(x); }
inline double sinpi(double x) { return std::sin(M_PI * std::remainder(x, 2.0)); }
inline double cospi(double x) { return std::cos(M_PI * std::remainder(x, 2.0)); }
inline void sincospi(double x, double* sine, double* cosine) {
  *sine = sinpi(x);
  *cosine = cospi(x);
}
inline double normcdf(double x) { return 0.5 * std::erfc(-x * M_SQRT1_2); }
inline double __fma_rn(double a, double b, double c) { return std::fma(a, b, c); }
inline double __dadd_rn(double a, double b) { return a + b; }
inline double __dmul_rn(double a, double b) { return a * b; }
inline double __ddiv_rn(double a, double b) { return a / b; }
inline double __dsqrt_rn(double a) { return std::sqrt(a); }

inline double __longlong_as_double(long long bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}
inline long long __double_as_longlong(double value) {
  long long bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}
inline double __hiloint2double(int high, int low) {
  return __longlong_as_double(static_cast<long long>(static_cast<uint64_t>(high) << 32 |
                                                     static_cast<unsigned>(low)));
}
inline int __double2hiint(double value) {
  return static_cast<int>(__double_as_longlong(value) >> 32);
}
inline int __double2loint(double value) { return static_cast<int>(__double_as_longlong(value)); }
inline int __popc(unsigned bits) { return __builtin_popcount(bits); }
inline int __popcll(unsigned long long bits) { return __builtin_popcountll(bits); }
inline int __ffs(int bits) { return __builtin_ffs(bits); }
inline int __clz(int bits) { return bits == 0 ? 32 : __builtin_clz(static_cast<unsigned>(bits)); }

template <class T>
T __ldg(const T* address) {
  return *address;
}

// ── What the driver's stand-in calls ──

namespace luthier {

template <class... A, size_t... I>
void call(void (*kernel)(A...), void** arguments, std::index_sequence<I...>) {
  (void)arguments;
  kernel(*static_cast<std::remove_cv_t<A>*>(arguments[I])...);
}

template <class... A>
void call(void (*kernel)(A...), void** arguments) {
  call(kernel, arguments, std::index_sequence_for<A...>());
}

template <class>
struct Sizes;

template <class... A>
struct Sizes<void(A...)> {
  static constexpr size_t values[] = {sizeof...(A), sizeof(A)...};
};

}  // namespace luthier
