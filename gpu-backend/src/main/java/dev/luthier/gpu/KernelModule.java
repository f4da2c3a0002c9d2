package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Driver;
import dev.luthier.gpu.bind.Nvrtc;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our kernels on one device. Compiled for exactly its architecture: an older driver may refuse the
 * portable form of a newer compiler.
 */
final class KernelModule {

  private static final Logger LOG = System.getLogger(KernelModule.class.getName());

  private final long module;
  private final Map<KernelName, Long> functions;

  private KernelModule(long module, Map<KernelName, Long> functions) {
    this.module = module;
    this.functions = functions;
  }

  /** Into the current context; from the cache, or compiled and put there. */
  static KernelModule load(Cuda cuda, String architecture, CubinCache cache) {
    CubinCache.Key key =
        new CubinCache.Key(KernelSource.text(), cuda.compiler().version(), options(architecture));
    Optional<byte[]> kept = cache.find(key);
    if (kept.isPresent()) {
      try {
        return link(cuda.driver(), kept.get());
      } catch (RuntimeException e) {
        // What was kept is damaged inside; if it is the device, that shows again at once.
        LOG.log(Level.DEBUG, "kept kernels do not load", e);
      }
    }
    return link(cuda.driver(), cache.keep(key, compile(cuda, key)));
  }

  private static byte[] compile(Cuda cuda, CubinCache.Key key) {
    Nvrtc.Compiled compiled = cuda.compiler().compile(key.source(), "luthier.cu", key.options());
    return switch (compiled) {
      case Nvrtc.Compiled.Cubin(byte[] image) -> image;
      case Nvrtc.Compiled.Refused(String log) ->
          throw new IllegalStateException(
              "the kernels do not compile with " + key.options() + ": " + log);
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
      try {
        Map<KernelName, Long> functions = new EnumMap<>(KernelName.class);
        for (KernelName name : KernelName.values()) {
          driver.cuModuleGetFunction(out, module, arena.allocateFrom(name.symbol()));
          functions.put(name, out.get(JAVA_LONG, 0));
        }
        return new KernelModule(module, functions);
      } catch (RuntimeException e) {
        driver.cuModuleUnload(module);
        throw e;
      }
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
