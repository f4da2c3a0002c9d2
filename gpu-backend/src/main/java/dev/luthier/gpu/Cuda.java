package dev.luthier.gpu;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.gpu.bind.Cusolver;
import dev.luthier.gpu.bind.Driver;
import dev.luthier.gpu.bind.Nvrtc;

/**
 * The libraries of one CUDA, loaded and linked. Thread-safe.
 *
 * @param driver libcuda
 * @param blas products and solves
 * @param solver factorizations
 * @param compiler for our kernels
 * @param origin where they are, for doctor and provenance
 */
record Cuda(Driver driver, Cublas blas, Cusolver solver, Nvrtc compiler, String origin) {}
