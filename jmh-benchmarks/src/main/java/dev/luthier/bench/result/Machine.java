package dev.luthier.bench.result;

import dev.luthier.json.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where benchmarks were run. Times of equal machines may be compared.
 *
 * @param processor its model
 * @param cores that the virtual machine may use
 * @param memoryGib whole gibibytes
 * @param system operating system and instruction set, without a version: an update of the kernel
 *     does not make another machine
 */
public record Machine(String processor, int cores, long memoryGib, String system) {

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("processor", processor);
    json.put("cores", cores);
    json.put("memory_gib", memoryGib);
    json.put("system", system);
    return json;
  }

  static Machine parse(JsonFields fields) {
    Machine machine =
        new Machine(
            fields.requireString("processor"),
            Math.toIntExact(fields.requireLong("cores")),
            fields.requireLong("memory_gib"),
            fields.requireString("system"));
    fields.requireNoneLeft("in a machine");
    return machine;
  }

  @Override
  public String toString() {
    return processor + ", " + cores + " cores, " + memoryGib + " GiB, " + system;
  }
}
