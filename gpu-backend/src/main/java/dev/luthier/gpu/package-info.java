/**
 * The linear algebra on an NVIDIA GPU.
 *
 * <pre>
 *   CudaBackendProvider ─ CudaLibraries     which libraries are here, and why not
 *          │
 *   CudaBackend ─ Device, KernelModule      one a process and device: context, compiled kernels
 *          │
 *   CudaEngine ─ Queue                      one a session: a stream, and what is queued on it
 *      │ CudaDense, CudaFactor, CudaReduce, CudaCovariance, CudaFeatures, CudaTransfers
 *      │ CudaLikelihoods                  many small studies at once, on a session of its own
 *      └ bind                               the C functions, one method each
 * </pre>
 *
 * <p>What never leaves the device is the equation's matrix: in ∂ log p(y)/∂θ = ½ tr((α αᵀ − K⁻¹)
 * ∂K/∂θ) only θ goes down, and p numbers come back.
 */
package dev.luthier.gpu;
