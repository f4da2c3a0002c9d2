/**
 * CUDA without a GPU: libraries with the names and symbols of the real ones, which run everything
 * on the host. They are written in C++ ({@code src/test/native}) and compiled when a test first
 * needs them.
 *
 * <pre>
 *   CudaEngine, bind, *.cu      unchanged
 *        │
 *   libcuda.so.1  libnvrtc.so.13  libcublas.so.13  libcusolver.so.12      SimulatedLibraries
 *        └──────────────┴──── libsimulated.so ────┴─────────┘             SimulatedControl
 *            k(i) for every thread i, one at a time, in an order that suits nobody
 * </pre>
 *
 * <p>Nothing of a stream runs before somebody waits for it, new memory is NaN, and what a device
 * leaves undefined is an error here: what passes obeys the rules, and says nothing about speed.
 *
 * <p>For tests of this module only.
 */
@NullMarked
package dev.luthier.gpu.simulated;

import org.jspecify.annotations.NullMarked;
