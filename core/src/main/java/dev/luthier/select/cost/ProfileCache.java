package dev.luthier.select.cost;

import dev.luthier.json.JsonException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.linalg.BackendInfo;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Profiles that were measured before, by this user on this machine: a file each, written beside its
 * place and moved into it, so that processes may race and a reader sees all of one. Only a
 * shortcut: what cannot be read is measured anew, and what cannot be written is not kept.
 */
public final class ProfileCache {
  private static final Logger LOG = System.getLogger(ProfileCache.class.getName());

  /** A profile of four backends has 1.5 kB; what is longer is none. */
  private static final long LONGEST = 65_536;

  private final Optional<Path> folder;

  /** Profiles in a folder, which is made when needed; nowhere if there is none. */
  public ProfileCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** That of this user, as the XDG base directory specification says: beside other caches. */
  public static ProfileCache ofUser() {
    return new ProfileCache(
        absolute(Optional.ofNullable(System.getenv("XDG_CACHE_HOME")))
            .or(
                () ->
                    absolute(Optional.ofNullable(System.getProperty("user.home")))
                        .map(home -> home.resolve(".cache")))
            .map(caches -> caches.resolve("luthier")));
  }

  private static Optional<Path> absolute(Optional<String> text) {
    try {
      return text.map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** The profile that was kept under a key, if it is there and whole. */
  public Optional<CostProfile> find(ProfileKey key) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.get().resolve(key.fileName());
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
        return Optional.empty();
      }
      return read(Files.readString(file), key);
    } catch (IOException | JsonException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "The cost profile " + file + " is measured anew", e);
      return Optional.empty();
    }
  }

  /** Keeps a profile under a key, if possible. */
  public void keep(ProfileKey key, CostProfile profile) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder.get());
      Path fresh = Files.createTempFile(folder.get(), ".costs-", ".json");
      try {
        Files.writeString(fresh, write(key, profile));
        Files.move(
            fresh,
            folder.get().resolve(key.fileName()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The cost profile cannot be kept in " + folder.get(), e);
    }
  }

  private static String write(ProfileKey key, CostProfile profile) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("key", key.lines());
    List<Map<String, Object>> backends = new ArrayList<>();
    for (BackendCosts costs : profile.backends()) {
      Map<String, Object> backend = new LinkedHashMap<>();
      backend.put("name", costs.backend().name());
      backend.put("version", costs.backend().version());
      backend.put("device", costs.backend().device());
      backend.put("call", costs.call());
      backend.put("transferred_byte", costs.transferredByte());
      backend.put("flop", costs.flop());
      backend.put("panel", costs.panel());
      backend.put("pass", costs.pass());
      backend.put("pair", costs.pair());
      backend.put("settled", costs.isSettled());
      backends.add(backend);
    }
    out.put("nanoseconds", backends);
    return JsonWriter.write(out) + "\n";
  }

  private static Optional<CostProfile> read(String text, ProfileKey key) {
    JsonFields in = new JsonFields("", JsonReader.readObject(text));
    if (!in.requireList("key").equals(key.lines())) {
      return Optional.empty();
    }
    List<BackendCosts> backends = new ArrayList<>();
    for (Object item : in.requireList("nanoseconds")) {
      JsonFields backend = JsonFields.of("nanoseconds", item);
      backends.add(
          new BackendCosts(
              new BackendInfo(
                  backend.requireString("name"),
                  backend.requireString("version"),
                  backend.requireString("device")),
              backend.requireNumber("call"),
              backend.requireNumber("transferred_byte"),
              backend.requireNumber("flop"),
              backend.requireNumber("panel"),
              backend.requireNumber("pass"),
              backend.requireNumber("pair"),
              backend.require("settled").equals(true)));
    }
    return backends.isEmpty() ? Optional.empty() : Optional.of(new CostProfile(backends));
  }
}
