package dev.luthier.bench.run;

import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which backends work in the processes that measure; this process has fewer modules than they.
 *
 * @param available names to what they say of themselves
 * @param unavailable names to why not
 * @param plainConfig of the OpenBLAS whose routines are called directly, if there is one
 */
record BackendSurvey(
    SortedMap<String, String> available,
    SortedMap<String, String> unavailable,
    Optional<String> plainConfig) {

  /** Asks a process that is started as those that measure. Takes a second. */
  static BackendSurvey take() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkOptions.all());
    command.add("-Dstdout.encoding=UTF-8");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BackendReport.class.getName());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("asking for backends ended with exit code " + code);
      }
      return parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for backends", e);
    }
  }

  static BackendSurvey parse(String text) {
    JsonFields fields = new JsonFields("", JsonReader.readObject(text));
    return new BackendSurvey(
        strings(fields.requireObject("available")),
        strings(fields.requireObject("unavailable")),
        fields.requireObject("plain").findString("config"));
  }

  private static SortedMap<String, String> strings(JsonFields fields) {
    SortedMap<String, String> strings = new TreeMap<>();
    fields.takeAll().forEach((name, value) -> strings.put(name, JsonFields.string(name, value)));
    return strings;
  }
}
