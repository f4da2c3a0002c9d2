package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.run.Study;
import dev.luthier.store.StoreException;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.study.StudySpec;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The studies that are open here, by name. Thread-safe, as long as no two requests of one study run
 * at the same time.
 */
final class OpenStudies {
  /** So many names of studies that have been closed are remembered: ten megabytes at most. */
  private static final int MOST_CLOSED = 10_000;

  private static final System.Logger LOG = System.getLogger(OpenStudies.class.getName());

  private final Clock clock;
  private final SharedStores stores;
  private final ConcurrentSkipListMap<String, OpenStudy> open = new ConcurrentSkipListMap<>();

  /** Names, the oldest first; guarded by itself. */
  private final Set<String> closed = new LinkedHashSet<>();

  OpenStudies(Clock clock) {
    this.clock = clock;
    this.stores = new SharedStores(clock);
  }

  /**
   * A study and where it is kept.
   *
   * @param store with all links resolved; empty for a study in memory
   */
  record OpenStudy(Study study, Optional<Path> store) {}

  /** What a study that is there already means to somebody who creates it. */
  enum IfExists {
    RESUME,
    FAIL
  }

  /**
   * The open study of a name.
   *
   * @throws RpcException when there is none
   */
  Study require(String name) {
    OpenStudy found = open.get(name);
    if (found != null) {
      return found.study();
    }
    synchronized (closed) {
      if (closed.contains(name)) {
        throw new RpcException(
            ErrorCode.CLOSED, "study", name, "has been closed; study.create opens it again");
      }
    }
    throw new RpcException(
        ErrorCode.UNKNOWN_STUDY,
        "study",
        name,
        "is not open here" + Suggestion.question(name, open.keySet()));
  }

  /** In alphabetical order. */
  List<OpenStudy> all() {
    return List.copyOf(open.values());
  }

  /**
   * Opens a study, or finds it open.
   *
   * @throws RpcException when there is one that is another, or should not be there
   * @throws StoreException when the store cannot be used
   */
  Study create(StudySpec spec, Optional<Path> store, IfExists ifExists) {
    OpenStudy there = open.get(spec.name());
    if (there != null) {
      resume(there, spec, store.map(SharedStores::resolved), ifExists);
      return there.study();
    }
    OpenStudy opened = open(spec, store, ifExists);
    open.put(spec.name(), opened);
    synchronized (closed) {
      closed.remove(spec.name());
    }
    return opened.study();
  }

  private static void resume(
      OpenStudy there, StudySpec spec, Optional<Path> store, IfExists ifExists) {
    requireResume(spec, ifExists);
    if (!there.store().equals(store)) {
      String kept = there.store().map(path -> "in " + path).orElse("in memory");
      throw new RpcException(
          ErrorCode.CONFLICT,
          "store",
          store.map(Path::toString).orElse("(missing)"),
          "study " + spec.name() + " is open, and kept " + kept);
    }
    try {
      there.study().goOn(spec);
    } catch (InvalidInputException e) {
      throw new RpcException(ErrorCode.CONFLICT, e);
    }
  }

  private OpenStudy open(StudySpec spec, Optional<Path> path, IfExists ifExists) {
    StudyStore store =
        path.isPresent() ? stores.lease(path.get(), spec.name()) : new InMemoryStore(clock);
    boolean isOpen = false;
    boolean isThere = false;
    try {
      isThere = store.studies().contains(spec.name());
      if (isThere) {
        requireResume(spec, ifExists);
      }
      Study study = Study.open(spec, store, clock);
      isOpen = true;
      return new OpenStudy(study, path.map(SharedStores::resolved));
    } catch (InvalidInputException e) {
      // Of a new study only what it is to learn from can be wrong here, which is no conflict.
      throw isThere ? new RpcException(ErrorCode.CONFLICT, e) : e;
    } finally {
      if (!isOpen) {
        store.close();
      }
    }
  }

  private static void requireResume(StudySpec spec, IfExists ifExists) {
    if (ifExists == IfExists.FAIL) {
      throw new RpcException(ErrorCode.CONFLICT, "name", spec.name(), "this study exists already");
    }
  }

  /**
   * Closes a study and frees what it held.
   *
   * @throws RpcException when there is none of that name
   */
  void close(String name) {
    Study study = require(name);
    open.remove(name);
    synchronized (closed) {
      closed.add(name);
      if (closed.size() > MOST_CLOSED) {
        Iterator<String> oldest = closed.iterator();
        oldest.next();
        oldest.remove();
      }
    }
    study.close();
  }

  /** Closes what is open; what cannot be written any more is in the log of the process. */
  void closeAll() {
    for (String name : open.keySet()) {
      try {
        close(name);
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "study {0} could not be closed: {1}", name, e.getMessage());
      }
    }
  }
}
