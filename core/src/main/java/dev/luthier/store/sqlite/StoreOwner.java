package dev.luthier.store.sqlite;

import dev.luthier.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one process to a store: a file beside it, locked while the process lives. The system
 * drops the lock however the process ends.
 *
 * <p>The file also says how many events are durable. It is written after they are, and not synced,
 * so it never says too much; when a process was killed it tells whether the store still has all
 * that was acknowledged: SQLite itself takes a damaged or missing write-ahead log for one that ends
 * there.
 */
final class StoreOwner {
  /**
   * The claims of this process. Static because the locks are the process's: the system drops one
   * when the process closes any other descriptor of the file, so a file locked here must not even
   * be opened a second time.
   */
  private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

  private static final Pattern TEXT =
      Pattern.compile("(\\d{19}) events\n(process (\\d{1,18}) since (\\S+)) *\n");

  /**
   * Every text is filled up to this, so that none leaves a rest of the last; half of it is never
   * used.
   */
  private static final int LENGTH = 160;

  /** Between two looks whether the store is free: its owner may be a command of milliseconds. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final int LOOKS_FOR_A_NAME = 10;

  private final Path path;
  private final FileChannel channel;
  private final OptionalLong eventsOfTheLast;
  private final String us;

  private StoreOwner(Path path, FileChannel channel, OptionalLong eventsOfTheLast) {
    this.path = path;
    this.channel = channel;
    this.eventsOfTheLast = eventsOfTheLast;
    ProcessHandle process = ProcessHandle.current();
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    this.us = "process " + process.pid() + " since " + start.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Takes the store.
   *
   * @param patience how long to wait for another process to leave it
   * @throws StoreException naming the process that has it
   */
  static StoreOwner take(StoreFile file, Duration patience) {
    Path path = path(file);
    if (!OWNED.add(path)) {
      throw inUse(file, "this process");
    }
    Optional<StoreOwner> owner = Optional.empty();
    try {
      long end = System.nanoTime() + patience.toNanos();
      owner = lock(path);
      while (owner.isEmpty() && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK.toNanos());
        owner = lock(path);
      }
      return owner.orElseThrow(() -> inUse(file, describe(path)));
    } catch (IOException e) {
      throw new StoreException(
              file.name(),
              "cannot be owned: " + path + " cannot be written (" + e + ")",
              "Make its folder writable, or choose another store.")
          .causedBy(e);
    } finally {
      if (owner.isEmpty()) {
        OWNED.remove(path);
      }
    }
  }

  /** How many events the last owner, if it was killed, had made durable. */
  OptionalLong eventsOfTheLast() {
    return eventsOfTheLast;
  }

  /** As {@link #eventsOfTheLast}, for those who only read. */
  static OptionalLong durableEvents(StoreFile file) {
    Path path = path(file);
    return OWNED.contains(path) ? OptionalLong.empty() : events(text(path));
  }

  /**
   * Who owns a store now, if anybody does. Asks the system for the process and not for the lock:
   * who only looks must not for an instant hold what another is about to take.
   */
  static Optional<String> find(StoreFile file) {
    Path path = path(file);
    if (OWNED.contains(path)) {
      return Optional.of("this process");
    }
    Matcher matcher = TEXT.matcher(text(path));
    return matcher.matches() && isAlive(matcher.group(3), matcher.group(4))
        ? Optional.of(matcher.group(2))
        : Optional.empty();
  }

  /** Process numbers come round again; times of start do not. */
  private static boolean isAlive(String process, String start) {
    return ProcessHandle.of(Long.parseLong(process))
        .filter(ProcessHandle::isAlive)
        .map(StoreOwner::start)
        .filter(known -> known.toString().equals(start))
        .isPresent();
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Notes that so many events are durable. One small write, not synced. */
  void durable(long events) throws IOException {
    String text = String.format(Locale.ROOT, "%019d events\n%s", events, us);
    String filled = text + " ".repeat(LENGTH - 1 - text.length()) + "\n";
    channel.write(StandardCharsets.US_ASCII.encode(filled), 0);
  }

  /** Leaves the store. Where all is well nothing remains to be told, and the file goes. */
  void close(boolean isComplete) {
    try (channel) {
      if (isComplete) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OWNED.remove(path);
    }
  }

  /** The claim; empty when another process has it. */
  private static Optional<StoreOwner> lock(Path path) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Object opened = identity(path);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      // Its owner may have removed it after we opened it: then it is nobody's file.
      if (opened != null && Objects.equals(opened, identity(path))) {
        StoreOwner owner = new StoreOwner(path, channel, events(text(channel)));
        owner.durable(owner.eventsOfTheLast.orElse(0));
        return Optional.of(owner);
      }
      channel.close();
    }
  }

  private static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static StoreException inUse(StoreFile file, String owner) {
    return StoreException.owned(
        file.name(),
        owner,
        "One process at a time changes a store: wait for it or end it;"
            + " best, trials, status and export read beside it.");
  }

  private static String describe(Path path) {
    // Who has just locked the file has not written his name yet.
    for (int look = 0; look < LOOKS_FOR_A_NAME; look++) {
      Matcher matcher = TEXT.matcher(text(path));
      if (matcher.matches()) {
        return matcher.group(2);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return "another process";
  }

  private static OptionalLong events(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 1_000));
    channel.read(bytes, 0);
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }

  /** Of a file that this process has not locked. */
  private static String text(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Path path(StoreFile file) {
    return file.beside("-owner");
  }
}
