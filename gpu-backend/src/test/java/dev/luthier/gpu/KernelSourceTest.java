package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Java assumes of the source of the kernels. */
class KernelSourceTest {

  private static final Pattern KERNEL =
      Pattern.compile(
          "extern \"C\" __global__ void\\s*(?:__launch_bounds__\\([^)]*\\)\\s*)?(\\w+)\\(([^)]*)\\)");

  @Test
  void everyKernelOfTheSourceIsNamedWithItsParameters() {
    Map<String, String> written = new TreeMap<>();
    Matcher kernels = KERNEL.matcher(KernelSource.text());
    while (kernels.find()) {
      written.put(kernels.group(1), parameters(kernels.group(2)));
    }
    Map<String, String> named = new TreeMap<>();
    Stream.of(KernelName.values()).forEach(name -> named.put(name.symbol(), name.parameters()));
    assertFalse(written.isEmpty());
    assertEquals(written, named);
  }

  private static String parameters(String text) {
    StringBuilder letters = new StringBuilder();
    for (String each : text.split(",", -1)) {
      String parameter = each.strip();
      if (parameter.startsWith("long stride")) {
        assertEquals('p', letters.charAt(letters.length() - 1), parameter);
        letters.setCharAt(letters.length() - 1, 'm');
      } else if (parameter.contains("*")) {
        letters.append('p');
      } else {
        letters.append(
            switch (parameter.substring(0, parameter.indexOf(' '))) {
              case "int" -> 'i';
              case "long" -> 'l';
              case "double" -> 'd';
              default -> throw new AssertionError(parameter);
            });
      }
    }
    return letters.toString();
  }

  @Test
  void sizesAgree() {
    assertEquals(PackedPoints.THREADS, defined("THREADS"));
    assertEquals(CudaCovariance.PAIRS, defined("PAIRS"));
    assertEquals(CudaCovariance.SLOTS, defined("SLOTS"));
    assertEquals(CudaCovariance.WEIGHT_EACH, defined("WEIGHT_EACH"));
    assertEquals(CudaCovariance.WEIGHT_SAME, defined("WEIGHT_SAME"));
    assertEquals(CudaCovariance.WEIGHT_SYMMETRIC, defined("WEIGHT_SYMMETRIC"));
    assertEquals(OwnProducts.PANEL, defined("PANEL"));
    assertEquals(OwnProducts.TILE, defined("TILE"));
    assertEquals(OwnProducts.FEW, defined("FEW"));
    assertEquals(OwnProducts.PANEL_THREADS, defined("THREADS"));
    assertEquals(CudaReduce.THREADS, defined("REDUCING"));
    assertEquals(CudaFactor.THREADS, defined("REDUCING"));
    assertEquals(CudaFactor.MOST_THREADS, defined("WHOLE"));
    assertEquals(CudaLikelihoods.LARGEST, defined("LARGEST"));
  }

  private static int defined(String name) {
    Matcher matcher =
        Pattern.compile("#define " + name + "\\s+(\\d+)").matcher(KernelSource.text());
    assertTrue(matcher.find(), name);
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void nothingIsAddedInAnOrderThatChanges() {
    assertFalse(KernelSource.text().contains("atomicAdd"));
  }
}
