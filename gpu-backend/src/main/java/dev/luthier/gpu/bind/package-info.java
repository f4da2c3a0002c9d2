/**
 * The C functions of NVIDIA's libraries: driver, cuBLAS, cuSOLVER, NVRTC. A method has the name of
 * its function and calls it; nothing is decided here.
 *
 * <p>Every function answers with a status, and {@link dev.luthier.gpu.bind.Status} turns one that
 * is not zero into the exception that says what it means: no memory, a lost device, or a bug.
 *
 * <p>Handles and device addresses are {@code long}: they are opaque here, and cannot be followed by
 * mistake. What a function writes through a pointer to the host is a {@link
 * java.lang.foreign.MemorySegment}. Signatures are those of the headers of CUDA 12 and 13; a test
 * holds each against its documentation.
 */
package dev.luthier.gpu.bind;
