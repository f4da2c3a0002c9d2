package dev.luthier.bench.run;

import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.json.JsonWriter;
import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.select.Backends;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The process that says which backends work in processes like it: one JSON object. */
final class BackendReport {
  private BackendReport() {}

  public static void main(String[] arguments) {
    print(System.out);
  }

  static void print(PrintStream out) {
    Map<String, Object> available = new LinkedHashMap<>();
    Map<String, Object> unavailable = new LinkedHashMap<>();
    for (Backends.Probed probed : Backends.probeAll()) {
      String name = probed.provider().name();
      switch (probed.availability()) {
        case Availability.Available(var info) ->
            available.put(name, info.version() + "; " + info.device());
        case Availability.Unavailable(String reason, String remedy) ->
            unavailable.put(name, reason + ". " + remedy);
      }
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    try {
      plain.put("config", PlainOpenBlas.load().config());
    } catch (BackendUnavailableException e) {
      plain.put("missing", String.valueOf(e.getMessage()));
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("available", available);
    report.put("unavailable", unavailable);
    report.put("plain", plain);
    out.println(JsonWriter.write(report));
  }
}
