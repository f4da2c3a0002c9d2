package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.DeviceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The bundle in NVIDIA's image, which has CUDA's libraries and no Java: finds them and passes the
 * contract on the GPU that Docker lends it. Skipped, with the reason, without Docker, a GPU or a
 * bundle.
 */
class CudaContainerIT {
  private static final String BUNDLE_IN_CONTAINER = "/bundle";
  private static final String OUT_IN_CONTAINER = "/out";

  /** The contract takes a minute or two, a fetch of the image as long as it takes. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** Why there can be no such container here. */
  private static Optional<String> obstacle(Path bundle) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("no Docker daemon answers");
    }
    if (!Files.exists(Path.of("/dev/nvidiactl"))) {
      return Optional.of("no NVIDIA GPU: /dev/nvidiactl is missing");
    }
    if (!Files.isExecutable(bundle.resolve("run-on-gpu.sh"))) {
      return Optional.of("no bundle at " + bundle + ": run gpu-backend/bundle.sh");
    }
    return Optional.empty();
  }

  @Test
  void contractHoldsInTheImageOfNvidia(@TempDir Path out) throws Exception {
    Path bundle = Path.of(property("gpu-it.bundle"));
    Optional<String> obstacle = obstacle(bundle);
    assumeTrue(obstacle.isEmpty(), () -> "skipped: " + obstacle.orElse(""));
    DeviceRequest gpus =
        new DeviceRequest().withCount(-1).withCapabilities(List.of(List.of("gpu")));
    try (GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(property("gpu-it.image")))) {
      container
          .withCreateContainerCmdModifier(
              command ->
                  Objects.requireNonNull(command.getHostConfig()).withDeviceRequests(List.of(gpus)))
          .withFileSystemBind(bundle.toString(), BUNDLE_IN_CONTAINER, BindMode.READ_ONLY)
          .withCommand("sleep", Long.toString(LONGEST.toSeconds()))
          .start();
      Container.ExecResult ran =
          container.execInContainer(
              "env",
              "OUT=" + OUT_IN_CONTAINER,
              "LIMIT=500", // the kernels are compiled first, and none of its time is another's
              "bash",
              BUNDLE_IN_CONTAINER + "/run-on-gpu.sh",
              "probe",
              "contract");
      String said = ran.getStdout() + ran.getStderr();
      requireCopied(container, out.resolve("contract.json"));
      requireAllPassed(Files.readString(out.resolve("contract.json")), said);
      assertEquals(0, ran.getExitCode(), said);
    }
  }

  private static void requireCopied(GenericContainer<?> container, Path target) throws IOException {
    container.copyFileFromContainer(
        OUT_IN_CONTAINER + "/" + target.getFileName(), target.toString());
    assertTrue(Files.size(target) > 0, "an empty answer");
  }

  private static void requireAllPassed(String json, String said) {
    assertTrue(count(json, "passed") > 0, () -> said + json);
    assertEquals(0, count(json, "failed"), () -> said + json);
    assertEquals(0, count(json, "skipped"), () -> said + json);
  }

  private static int count(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    assertTrue(found.find(), () -> "no " + name + " in " + json);
    return Integer.parseInt(found.group(1));
  }
}
