package dev.luthier.gpu.simulated;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A context and a stream of the simulated device, with the kernels of {@code self_test.cu}, as a
 * test of the stand-ins needs them. Starts from a reset machine. Confined to the thread that made
 * it.
 */
final class SimulatedSession implements AutoCloseable {

  private static final int PINNED = 1 << 20;

  final NativeLibrary cuda = NativeLibrary.open("libcuda.so.1");
  final NativeLibrary nvrtc = NativeLibrary.open("libnvrtc.so.13");
  final SimulatedControl control = SimulatedControl.open();
  final Arena arena = Arena.ofConfined();
  final MemorySegment stream;

  /** Page-locked memory, 1 MiB. */
  final MemorySegment pinned;

  private MemorySegment module = NULL;

  SimulatedSession() {
    control.reset();
    require(cuda.call("cuInit", 0));
    makeCurrent();
    MemorySegment out = arena.allocate(ADDRESS);
    require(cuda.call("cuStreamCreate", out, 1));
    stream = out.get(ADDRESS, 0);
    require(cuda.call("cuMemHostAlloc", out, (long) PINNED, 0));
    pinned = reinterpret(out.get(ADDRESS, 0));
  }

  @SuppressWarnings("restricted") // A C function returned the address of so many bytes.
  private static MemorySegment reinterpret(MemorySegment start) {
    return start.reinterpret(PINNED);
  }

  /** Retains the first device's context and makes it the calling thread's. */
  void makeCurrent() {
    MemorySegment out = arena.allocate(ADDRESS);
    require(cuda.call("cuDevicePrimaryCtxRetain", out, 0));
    require(cuda.call("cuCtxSetCurrent", out.get(ADDRESS, 0)));
  }

  static void require(int code) {
    if (code != 0) {
      throw new AssertionError("error " + code);
    }
  }

  /** New device memory. */
  long allocate(long bytes) {
    MemorySegment out = arena.allocate(JAVA_LONG);
    require(cuda.call("cuMemAllocAsync", out, bytes, stream));
    return out.get(JAVA_LONG, 0);
  }

  /** New device memory with these numbers. */
  long upload(double... values) {
    long bytes = Math.max(8L, 8L * values.length);
    long device = allocate(bytes);
    MemorySegment.copy(values, 0, pinned, JAVA_DOUBLE, 0, values.length);
    require(cuda.call("cuMemcpyHtoDAsync_v2", device, pinned, 8L * values.length, stream));
    require(synchronize());
    return device;
  }

  double[] download(long device, int count) {
    require(cuda.call("cuMemcpyDtoHAsync_v2", pinned, device, 8L * count, stream));
    require(synchronize());
    return pinned.asSlice(0, 8L * count).toArray(JAVA_DOUBLE);
  }

  int synchronize() {
    return cuda.call("cuStreamSynchronize", stream);
  }

  /**
   * Compiles a text; the code of NVRTC, and what it said in place of the cubin if that is not 0.
   */
  Compiled compile(String text, String... options) {
    MemorySegment out = arena.allocate(ADDRESS);
    MemorySegment size = arena.allocate(JAVA_LONG);
    MemorySegment name = arena.allocateFrom("test.cu");
    require(nvrtc.call("nvrtcCreateProgram", out, arena.allocateFrom(text), name, 0, NULL, NULL));
    MemorySegment program = out.get(ADDRESS, 0);
    MemorySegment list = arena.allocate(ADDRESS, Math.max(1, options.length));
    for (int i = 0; i < options.length; i++) {
      list.setAtIndex(ADDRESS, i, arena.allocateFrom(options[i]));
    }
    int code = nvrtc.call("nvrtcCompileProgram", program, options.length, list);
    require(nvrtc.call("nvrtcGetProgramLogSize", program, size));
    MemorySegment log = arena.allocate(size.get(JAVA_LONG, 0));
    require(nvrtc.call("nvrtcGetProgramLog", program, log));
    require(nvrtc.call("nvrtcGetCUBINSize", program, size));
    MemorySegment cubin = arena.allocate(Math.max(1, size.get(JAVA_LONG, 0)));
    require(nvrtc.call("nvrtcGetCUBIN", program, cubin));
    require(nvrtc.call("nvrtcDestroyProgram", out));
    return new Compiled(code, log.getString(0), cubin);
  }

  record Compiled(int code, String log, MemorySegment cubin) {}

  /**
   * Launches a kernel of {@code self_test.cu}; arguments are Integer, Long (a pointer) or Double.
   */
  int launch(String kernel, int blocks, int threads, int shared, Object... arguments) {
    MemorySegment values = arena.allocate(ADDRESS, Math.max(1, arguments.length));
    for (int i = 0; i < arguments.length; i++) {
      MemorySegment value =
          switch (arguments[i]) {
            case Integer number -> arena.allocateFrom(JAVA_INT, number);
            case Long number -> arena.allocateFrom(JAVA_LONG, number);
            case Double number -> arena.allocateFrom(JAVA_DOUBLE, number);
            default -> throw new IllegalArgumentException("no argument: " + arguments[i]);
          };
      values.setAtIndex(ADDRESS, i, value);
    }
    return cuda.call(
        "cuLaunchKernel",
        function(kernel),
        blocks,
        1,
        1,
        threads,
        1,
        1,
        shared,
        stream,
        values,
        NULL);
  }

  MemorySegment function(String kernel) {
    MemorySegment out = arena.allocate(ADDRESS);
    if (module.equals(NULL)) {
      try {
        Path source = Path.of("src", "test", "native", "self_test.cu");
        Compiled compiled = compile(Files.readString(source), "--gpu-architecture=sm_90");
        if (compiled.code() != 0) {
          throw new AssertionError(compiled.log());
        }
        require(cuda.call("cuModuleLoadData", out, compiled.cubin()));
        module = out.get(ADDRESS, 0);
      } catch (IOException unreadable) {
        throw new AssertionError(unreadable);
      }
    }
    require(cuda.call("cuModuleGetFunction", out, module, arena.allocateFrom(kernel)));
    return out.get(ADDRESS, 0);
  }

  /** Resets the machine: a session may have been left in any state. */
  @Override
  public void close() {
    control.reset();
    arena.close();
  }
}
