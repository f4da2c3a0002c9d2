package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import dev.luthier.gpu.bind.Nvrtc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Our kernels on one device. Compiled for exactly its architecture: an older driver may refuse the
 * portable form of a newer compiler.
 */
final class KernelModule {

  private final long module;
  private final Map<KernelName, Long> functions;

  private KernelModule(long module, Map<KernelName, Long> functions) {
    this.module = module;
    this.functions = functions;
  }

  /** Into the current context; from the cache, or compiled and put there. */
  static KernelModule load(Cuda cuda, String architecture, CubinCache cache) {
    String source = KernelSource.text();
    CubinCache.Key key = new CubinCache.Key(source, cuda.compiler().version(), architecture);
    byte[] image =
        cache.find(key).orElseGet(() -> cache.keep(key, compile(cuda, source, architecture)));
    return link(cuda.driver(), image);
  }

  private static byte[] compile(Cuda cuda, String source, String architecture) {
    Nvrtc.Compiled compiled =
        cuda.compiler()
            .compile(
                source, "luthier.cu", List.of("--gpu-architecture=" + architecture, "--std=c++17"));
    return switch (compiled) {
      case Nvrtc.Compiled.Cubin(byte[] image) -> image;
      case Nvrtc.Compiled.Refused(String log) ->
          throw new IllegalStateException(
              "the kernels do not compile for " + architecture + ": " + log);
    };
  }

  /** For the compiler. */
  static List<String> options(String architecture) {
    return List.of("--gpu-architecture=" + architecture, "--std=c++17");
  }

  private static KernelModule link(Driver driver, byte[] image) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      driver.cuModuleLoadData(out, arena.allocateFrom(JAVA_BYTE, image));
      long module = out.get(JAVA_LONG, 0);
      Map<KernelName, Long> functions = new EnumMap<>(KernelName.class);
      for (KernelName name : KernelName.values()) {
        driver.cuModuleGetFunction(out, module, arena.allocateFrom(name.symbol()));
        functions.put(name, out.get(JAVA_LONG, 0));
      }
      return new KernelModule(module, functions);
    }
  }

  /** The driver's handle of a kernel. */
  long function(KernelName name) {
    Long function = functions.get(name);
    if (function == null) {
      throw new IllegalStateException("no kernel " + name);
    }
    return function;
  }

  void unload(Driver driver) {
    driver.cuModuleUnload(module);
  }
}
