package dev.luthier.rpc;

import dev.luthier.store.EventLog;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyStore;
import dev.luthier.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores that several studies are kept in: opened for the first of them, closed with the last.
 * Thread-safe.
 */
final class SharedStores {
  private final Clock clock;
  private final ConcurrentHashMap<Path, Shared> shared = new ConcurrentHashMap<>();

  SharedStores(Clock clock) {
    this.clock = clock;
  }

  /** One file; its monitor is held while it is opened and closed, which may take seconds. */
  private static final class Shared {
    private Optional<SqliteStore> store = Optional.empty();
    private int leases;
    private boolean isOver;
  }

  /**
   * The store in a file, for one study, which closes it when it is done with it.
   *
   * @throws dev.luthier.store.StoreException when it cannot be opened
   */
  StudyStore lease(Path path, String study) {
    Path file = resolved(path);
    while (true) {
      Shared entry = shared.computeIfAbsent(file, _ -> new Shared());
      synchronized (entry) {
        if (entry.isOver) {
          continue; // Closed by the last who had it, just now.
        }
        try {
          SqliteStore store = entry.store.orElseGet(() -> SqliteStore.open(path, clock));
          entry.store = Optional.of(store);
          entry.leases++;
          return new Lease(file, store, study);
        } finally {
          forgetIfUnused(file, entry);
        }
      }
    }
  }

  private void giveBack(Path file) {
    Shared entry = Objects.requireNonNull(shared.get(file), "nobody has it");
    synchronized (entry) {
      entry.leases--;
      if (entry.leases == 0) {
        try {
          entry.store.ifPresent(SqliteStore::close);
        } finally {
          forgetIfUnused(file, entry);
        }
      }
    }
  }

  private void forgetIfUnused(Path file, Shared entry) {
    if (entry.leases == 0) {
      entry.isOver = true;
      shared.remove(file, entry);
    }
  }

  /** A path by which a file is always called the same. */
  static Path resolved(Path path) {
    try {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      Path absolute = path.toAbsolutePath();
      Path folder = absolute.getParent();
      return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      // Opening it says what is wrong.
      return path.toAbsolutePath().normalize();
    }
  }

  /** A store as one study sees it. */
  private final class Lease implements StudyStore {
    private final Path file;
    private final SqliteStore store;
    private final String study;
    private boolean isOver;

    Lease(Path file, SqliteStore store, String study) {
      this.file = file;
      this.store = store;
      this.study = study;
    }

    @Override
    public List<String> studies() {
      return store.studies();
    }

    @Override
    public Optional<EventLog> find(String name) {
      return store.find(name);
    }

    @Override
    public Optional<EventLog> create(StudyEvent.StudyCreated created) {
      return store.create(created);
    }

    @Override
    public void close() {
      if (isOver) {
        return;
      }
      isOver = true;
      try {
        store.find(study).ifPresent(EventLog::release);
      } finally {
        giveBack(file);
      }
    }
  }
}
