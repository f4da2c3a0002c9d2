package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

  private static Path made(Path folder) throws IOException {
    return Files.createDirectories(folder).toRealPath();
  }

  @Test
  void toolkitsThenPythonThenTheSystem(@TempDir Path root) throws IOException {
    Path home = made(root.resolve("opt/cuda/lib64"));
    Path newer = made(root.resolve("usr/local/cuda-13.0/targets/x86_64-linux/lib"));
    Files.createSymbolicLink(root.resolve("usr/local/cuda"), root.resolve("usr/local/cuda-13.0"));
    Path inEnvironment = made(root.resolve("venv/lib/python3.12/site-packages/nvidia/cu13/lib"));
    Path inSystem = made(root.resolve("usr/local/lib/python3.11/dist-packages/nvidia/cublas/lib"));
    Path system = made(root.resolve("usr/lib/x86_64-linux-gnu"));
    Surroundings found =
        Surroundings.of(
            Map.of(
                "CUDA_HOME",
                root.resolve("opt/cuda").toString(),
                "VIRTUAL_ENV",
                root.resolve("venv").toString()),
            root);
    assertEquals(List.of(), found.explicit());
    assertEquals(List.of(), found.beforeLoader());
    assertEquals(List.of(home, newer, inEnvironment, inSystem, system), found.afterLoader());
  }

  @Test
  void pythonsInThePathBringTheirPackages(@TempDir Path root) throws IOException {
    Path bin = made(root.resolve("conda/bin"));
    Files.writeString(bin.resolve("python3"), "");
    Path packages = made(root.resolve("conda/lib/python3.13/site-packages/nvidia/cu13/lib"));
    Surroundings found = Surroundings.of(Map.of("PATH", bin.toString()), root);
    assertEquals(List.of(packages), found.afterLoader());
  }

  @Test
  void whatIsSaidExplicitlyIsAllThatIsTried(@TempDir Path root) {
    Surroundings found =
        Surroundings.of(
            Map.of("LUTHIER_CUDA", root + "/a:" + root + "/b", "LD_LIBRARY_PATH", "/c"), root);
    assertEquals(List.of(root.resolve("a"), root.resolve("b")), found.explicit());
    assertEquals("LUTHIER_CUDA = " + root + "/a:" + root + "/b", found.describeLibraries());
  }

  @Test
  void emptyPartsOfAPathAreNone(@TempDir Path root) {
    Surroundings found = Surroundings.of(Map.of("LD_LIBRARY_PATH", ":/x::"), root);
    assertEquals(List.of(Path.of("/x")), found.beforeLoader());
    assertTrue(found.describeLibraries().startsWith("LD_LIBRARY_PATH (/x), the loader's cache"));
  }
}
