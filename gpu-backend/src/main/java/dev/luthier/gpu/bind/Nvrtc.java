package dev.luthier.gpu.bind;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * NVRTC, the compiler that a program can call. It opens {@code libnvrtc-builtins} by its bare name,
 * so that must have been loaded before. Thread-safe.
 */
public final class Nvrtc {

  private static final int ERROR_COMPILATION = 6;

  private final String library;
  private final MethodHandle version;
  private final MethodHandle createProgram;
  private final MethodHandle destroyProgram;
  private final MethodHandle compileProgram;
  private final MethodHandle getCubinSize;
  private final MethodHandle getCubin;
  private final MethodHandle getProgramLogSize;
  private final MethodHandle getProgramLog;
  private final MethodHandle getErrorString;

  /**
   * Finds all functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public Nvrtc(CudaLibrary library) {
    this.library = library.name();
    version = library.status("nvrtcVersion", "pp");
    createProgram = library.status("nvrtcCreateProgram", "pppipp");
    destroyProgram = library.status("nvrtcDestroyProgram", "p");
    compileProgram = library.status("nvrtcCompileProgram", "lip");
    getCubinSize = library.status("nvrtcGetCUBINSize", "lp");
    getCubin = library.status("nvrtcGetCUBIN", "lp");
    getProgramLogSize = library.status("nvrtcGetProgramLogSize", "lp");
    getProgramLog = library.status("nvrtcGetProgramLog", "lp");
    getErrorString = library.text("nvrtcGetErrorString", "i");
  }

  /** What a compilation gave. */
  public sealed interface Compiled {

    /** A binary for one architecture. */
    @SuppressWarnings("ArrayRecordComponent")
    record Cubin(byte[] image) implements Compiled {}

    /** The compiler's messages. */
    record Refused(String log) implements Compiled {}
  }

  /** The file, or the name by which the loader found it. */
  public String library() {
    return library;
  }

  /** For example {@code 13.0}. */
  public String version() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment major = arena.allocate(JAVA_INT);
      MemorySegment minor = arena.allocate(JAVA_INT);
      check("nvrtcVersion", () -> (int) version.invokeExact(major, minor));
      return major.get(JAVA_INT, 0) + "." + minor.get(JAVA_INT, 0);
    }
  }

  /** Compiles a text. For our kernels a matter of seconds. */
  public Compiled compile(String source, String name, List<String> options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      MemorySegment text = arena.allocateFrom(source);
      MemorySegment file = arena.allocateFrom(name);
      check(
          "nvrtcCreateProgram",
          () ->
              (int)
                  createProgram.invokeExact(
                      handle, text, file, 0, MemorySegment.NULL, MemorySegment.NULL));
      try {
        return compile(handle.get(JAVA_LONG, 0), options, arena);
      } finally {
        check("nvrtcDestroyProgram", () -> (int) destroyProgram.invokeExact(handle));
      }
    }
  }

  private Compiled compile(long program, List<String> options, Arena arena) {
    MemorySegment list = arena.allocate(ADDRESS, Math.max(1, options.size()));
    for (int i = 0; i < options.size(); i++) {
      list.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
    }
    int count = options.size();
    int status =
        Status.of(
            "nvrtcCompileProgram", () -> (int) compileProgram.invokeExact(program, count, list));
    if (status == ERROR_COMPILATION) {
      return new Compiled.Refused(log(program, arena));
    }
    if (status != Status.SUCCESS) {
      throw meaning("nvrtcCompileProgram", status);
    }
    MemorySegment size = arena.allocate(JAVA_LONG);
    check("nvrtcGetCUBINSize", () -> (int) getCubinSize.invokeExact(program, size));
    MemorySegment image = arena.allocate(size.get(JAVA_LONG, 0));
    check("nvrtcGetCUBIN", () -> (int) getCubin.invokeExact(program, image));
    return new Compiled.Cubin(image.toArray(ValueLayout.JAVA_BYTE));
  }

  private String log(long program, Arena arena) {
    MemorySegment size = arena.allocate(JAVA_LONG);
    check("nvrtcGetProgramLogSize", () -> (int) getProgramLogSize.invokeExact(program, size));
    MemorySegment text = arena.allocate(Math.max(1, size.get(JAVA_LONG, 0)));
    check("nvrtcGetProgramLog", () -> (int) getProgramLog.invokeExact(program, text));
    return text.getString(0);
  }

  private void check(String function, Status.Call call) {
    Status.require(function, this::meaning, call);
  }

  private RuntimeException meaning(String function, int status) {
    return new IllegalStateException(function + " answered " + errorString(status));
  }

  private String errorString(int status) {
    try {
      return CText.at((MemorySegment) getErrorString.invokeExact(status));
    } catch (Throwable failure) {
      throw new IllegalStateException("the call of nvrtcGetErrorString failed", failure);
    }
  }
}
