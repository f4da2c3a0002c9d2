package dev.luthier.bench.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Memory in use, as the system tells it, not as we count it.
 *
 * @param process of this process on the host, in MiB; from /proc
 * @param devices of all GPUs, whoever uses it, in MiB; from nvidia-smi
 */
record MemoryUse(OptionalLong process, OptionalLong devices) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
  private static final int SECONDS = 10;

  static MemoryUse now() {
    return new MemoryUse(ofProcess(), ofDevices());
  }

  private static OptionalLong ofProcess() {
    try {
      var found = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
      return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) / 1024) : unknown();
    } catch (IOException _) {
      return unknown();
    }
  }

  private static OptionalLong ofDevices() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? sum(text)
          : unknown();
    } catch (IOException _) {
      return unknown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return unknown();
    }
  }

  /** Of one number a line, one line a GPU. */
  static OptionalLong sum(String text) {
    try {
      return OptionalLong.of(text.lines().map(String::strip).mapToLong(Long::parseLong).sum());
    } catch (NumberFormatException _) {
      return unknown();
    }
  }

  private static OptionalLong unknown() {
    return OptionalLong.empty();
  }

  /** What is known. */
  Map<String, Object> toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    process.ifPresent(mebibytes -> members.put("process_mib", mebibytes));
    devices.ifPresent(mebibytes -> members.put("devices_mib", mebibytes));
    return members;
  }
}
