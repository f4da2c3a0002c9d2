package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.gpu.bind.Cusolver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** cuSOLVER with the workspaces that it asks for. Used by one thread at a time. */
final class SolverCalls {

  private final Queue queue;
  private final MemorySegment deviceBytes = Arena.ofAuto().allocate(JAVA_LONG);
  private final MemorySegment hostBytes = Arena.ofAuto().allocate(JAVA_LONG);

  SolverCalls(Queue queue) {
    this.queue = queue;
  }

  /** A call with its workspaces. */
  @FunctionalInterface
  private interface Call {
    void run(long deviceBuffer, long deviceSize, MemorySegment hostBuffer, long hostSize);
  }

  /** A = L Lᵀ; info as cuSOLVER's, in device memory. */
  void potrf(DeviceMatrix a, long info) {
    LibraryHandles libraries = queue.libraries();
    Cusolver solver = libraries.cusolver();
    solver.cusolverDnXpotrf_bufferSize(
        libraries.solver(),
        libraries.parameters(),
        Cublas.LOWER,
        a.rows(),
        a.address(),
        a.stride(),
        deviceBytes,
        hostBytes);
    withWorkspaces(
        (deviceBuffer, deviceSize, hostBuffer, hostSize) ->
            solver.cusolverDnXpotrf(
                libraries.solver(),
                libraries.parameters(),
                Cublas.LOWER,
                a.rows(),
                a.address(),
                a.stride(),
                deviceBuffer,
                deviceSize,
                hostBuffer,
                hostSize,
                info));
  }

  /** L ← L⁻¹. */
  void trtri(DeviceMatrix l, long info) {
    LibraryHandles libraries = queue.libraries();
    Cusolver solver = libraries.cusolver();
    solver.cusolverDnXtrtri_bufferSize(
        libraries.solver(),
        Cublas.LOWER,
        Cublas.NON_UNIT,
        l.rows(),
        l.address(),
        l.stride(),
        deviceBytes,
        hostBytes);
    withWorkspaces(
        (deviceBuffer, deviceSize, hostBuffer, hostSize) ->
            solver.cusolverDnXtrtri(
                libraries.solver(),
                Cublas.LOWER,
                Cublas.NON_UNIT,
                l.rows(),
                l.address(),
                l.stride(),
                deviceBuffer,
                deviceSize,
                hostBuffer,
                hostSize,
                info));
  }

  /** A = V diag(λ) Vᵀ; V in the place of A. */
  void syevd(DeviceMatrix a, long values, long info) {
    LibraryHandles libraries = queue.libraries();
    Cusolver solver = libraries.cusolver();
    solver.cusolverDnXsyevd_bufferSize(
        libraries.solver(),
        libraries.parameters(),
        Cusolver.WITH_VECTORS,
        Cublas.LOWER,
        a.rows(),
        a.address(),
        a.stride(),
        values,
        deviceBytes,
        hostBytes);
    withWorkspaces(
        (deviceBuffer, deviceSize, hostBuffer, hostSize) ->
            solver.cusolverDnXsyevd(
                libraries.solver(),
                libraries.parameters(),
                Cusolver.WITH_VECTORS,
                Cublas.LOWER,
                a.rows(),
                a.address(),
                a.stride(),
                values,
                deviceBuffer,
                deviceSize,
                hostBuffer,
                hostSize,
                info));
  }

  /**
   * A workspace of the host is read while the work is queued or done, so it has to be waited for.
   */
  private void withWorkspaces(Call call) {
    long deviceSize = deviceBytes.get(JAVA_LONG, 0);
    long hostSize = hostBytes.get(JAVA_LONG, 0);
    try (Queue.Workspace device = queue.workspace(deviceSize);
        Arena arena = Arena.ofConfined()) {
      call.run(
          device.address(),
          deviceSize,
          hostSize == 0 ? MemorySegment.NULL : arena.allocate(hostSize, Long.BYTES),
          hostSize);
      if (hostSize > 0) {
        queue.synchronize();
      }
    }
  }
}
