package dev.luthier.gpu.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.gpu.HeaderFolders;
import dev.luthier.gpu.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is called is what NVIDIA documents: every function of the bindings against its documented
 * prototype, and the prototypes against NVIDIA's headers where these are.
 */
class SignaturesTest {

  private static final Pattern HEADER = Pattern.compile("// (\\w+\\.h)");
  private static final Pattern PROTOTYPE = Pattern.compile("\\W(\\w+)\\((.*)\\);");

  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    try (InputStream in = SignaturesTest.class.getResourceAsStream("documented.h")) {
      assertNotNull(in);
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
          lines = new ArrayList<>();
          sections.put(header.group(1), lines);
        } else if (line.endsWith(");")) {
          lines.add(line);
        }
      }
    }
    return sections;
  }

  @Test
  void everyBindingIsAsDocumented() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    documented()
        .values()
        .forEach(
            lines ->
                lines.forEach(
                    line -> {
                      Matcher prototype = PROTOTYPE.matcher(line);
                      assertTrue(prototype.find(), line);
                      expected.put(prototype.group(1), widths(prototype.group(2)));
                    }));
    Map<String, String> linked = new TreeMap<>();
    for (CudaLibrary library : linkedLibraries()) {
      library
          .linked()
          .forEach(
              (symbol, letters) ->
                  linked.put(symbol, letters.replaceAll("[lp]", "8").replace('i', '4')));
    }
    assertFalse(linked.isEmpty());
    assertEquals(expected, linked);
  }

  /** Linked to nothing, as nothing is called. */
  private static List<CudaLibrary> linkedLibraries() {
    CudaLibrary any = new CudaLibrary("any", _ -> Optional.of(MemorySegment.ofAddress(1)));
    var _ = new Driver(any);
    var _ = new Cublas(any);
    var _ = new Cusolver(any);
    var _ = new Nvrtc(any);
    return List.of(any);
  }

  /** Bytes of each argument as it is passed: what a wrong binding would get wrong. */
  private static String widths(String parameters) {
    StringBuilder widths = new StringBuilder();
    for (String each : parameters.split(",", -1)) {
      String parameter = each.strip().replace("const ", "");
      String type = parameter.split(" ", 2)[0];
      boolean is64 =
          parameter.contains("*")
              || switch (type) {
                case "size_t",
                    "int64_t",
                    "CUdeviceptr",
                    "CUcontext",
                    "CUstream",
                    "CUevent",
                    "CUmodule",
                    "CUfunction",
                    "CUmemoryPool",
                    "cudaStream_t",
                    "cublasHandle_t",
                    "cusolverDnHandle_t",
                    "cusolverDnParams_t",
                    "nvrtcProgram" ->
                    true;
                case "int",
                    "unsigned",
                    "CUdevice",
                    "CUresult",
                    "CUdevice_attribute",
                    "CUfunction_attribute",
                    "CUmemPool_attribute",
                    "cublasOperation_t",
                    "cublasFillMode_t",
                    "cublasSideMode_t",
                    "cublasDiagType_t",
                    "cusolverEigMode_t",
                    "cudaDataType",
                    "nvrtcResult" ->
                    false;
                default -> throw new AssertionError("unknown type in " + parameter);
              };
      widths.append(is64 ? '8' : '4');
    }
    return widths.toString();
  }

  /** What the header does not declare cannot be used. */
  private static String uses(List<String> prototypes) {
    StringBuilder uses = new StringBuilder();
    for (String line : prototypes) {
      Matcher prototype = PROTOTYPE.matcher(line);
      assertTrue(prototype.find(), line);
      String symbol = prototype.group(1);
      uses.append("auto use_").append(symbol).append(" = &").append(symbol).append(";\n");
    }
    return uses.toString();
  }

  /** A C compiler refuses a second declaration that differs from the header's. */
  @ParameterizedTest
  @ValueSource(strings = {"cuda.h", "cublas_v2.h", "cusolverDn.h", "nvrtc.h"})
  void prototypesAreThoseOfTheHeaders(String header, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<Path> include = HeaderFolders.with(header);
    if (include.isEmpty()) {
      Skip.because("no " + header + " in toolkits or Python's packages");
    }
    List<String> prototypes = documented().getOrDefault(header, List.of());
    assertFalse(prototypes.isEmpty());
    Path source = folder.resolve("prototypes.cpp");
    Files.writeString(
        source,
        "#include <stdint.h>\n#include <"
            + header
            + ">\n"
            + uses(prototypes)
            + "extern \"C\" {\n"
            + String.join("\n", prototypes)
            + "\n}\n");
    List<String> command = new ArrayList<>(List.of("g++", "-fsyntax-only"));
    include.forEach(each -> command.add("-I" + each));
    command.add(source.toString());
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      Skip.because("no compiler: " + e.getMessage());
      return;
    }
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), log);
  }
}
