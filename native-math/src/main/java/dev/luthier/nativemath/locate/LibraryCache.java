package dev.luthier.nativemath.locate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A folder of this user's that holds the files of a bundle, for all processes and for good. Written
 * beside its place and renamed into it, so that it is there with all its files or not at all;
 * processes may race.
 *
 * <p>Hashing 41 MB takes a fresh virtual machine 0.3 s, which a command at every start cannot
 * afford. So contents are verified when they are written and when they seem to have changed: the
 * stamp beside them holds the size, the time of change and the inode with which they were verified.
 * That is as strong, because whoever can write to the folder is this user; it is only damage that
 * leaves these three alone that goes unnoticed.
 */
final class LibraryCache {

  private static final String STAMP = "verified";

  /** One to find a damaged folder, one to lose a race to another process, one to spare. */
  private static final int ATTEMPTS = 3;

  private final Bundle bundle;
  private final BundleSource source;
  private final Path parent;

  /**
   * A cache that nothing has been done to yet.
   *
   * @param parent our folder among those of other programs, created when needed
   */
  LibraryCache(Bundle bundle, BundleSource source, Path parent) {
    this.bundle = bundle;
    this.source = source;
    this.parent = parent;
  }

  /**
   * The folder, complete and verified.
   *
   * @throws IOException if there can be none, telling why
   */
  Path folder() throws IOException {
    Ownership.createPrivate(parent);
    Path folder = parent.resolve(bundle.folderName());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Ownership.requireSafe(folder);
        if (intact(folder)) {
          return folder;
        }
        moveAway(folder);
      }
      extractTo(folder);
    }
    throw new IOException(folder + " is damaged again and again");
  }

  private void extractTo(Path folder) throws IOException {
    Path fresh = Extraction.toNewFolder(bundle, source, parent);
    try {
      writeStamp(fresh);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      deleteLeftovers();
    } catch (IOException failure) {
      Extraction.deleteQuietly(fresh);
      // Another process was faster if there is a folder; the next attempt verifies it.
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw failure;
      }
    }
  }

  /** What processes left that were killed in the middle; a day after, none of them goes on. */
  private void deleteLeftovers() throws IOException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> hidden = Files.newDirectoryStream(parent, ".*-*")) {
      for (Path folder : hidden) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(yesterday)) {
          Extraction.deleteQuietly(folder);
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  /**
   * Renamed first: a process that loads from it now keeps its files, and nobody sees half of it.
   */
  private void moveAway(Path folder) throws IOException {
    Path aside = Files.createTempDirectory(parent, ".damaged-", Ownership.PRIVATE);
    Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    Extraction.deleteQuietly(aside);
  }

  private boolean intact(Path folder) throws IOException {
    for (Bundle.Entry entry : bundle.files()) {
      if (!Files.isRegularFile(folder.resolve(entry.name()), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    if (hasCurrentStamp(folder)) {
      return true;
    }
    for (Bundle.Entry entry : bundle.files()) {
      if (!Extraction.matches(entry, folder.resolve(entry.name()))) {
        return false;
      }
    }
    writeStamp(folder);
    return true;
  }

  private boolean hasCurrentStamp(Path folder) throws IOException {
    Path stamp = folder.resolve(STAMP);
    return Files.isRegularFile(stamp, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(stamp, StandardCharsets.ISO_8859_1).equals(stampOf(folder));
  }

  private void writeStamp(Path folder) throws IOException {
    Files.writeString(folder.resolve(STAMP), stampOf(folder), StandardCharsets.ISO_8859_1);
  }

  private String stampOf(Path folder) throws IOException {
    StringBuilder stamp = new StringBuilder();
    for (Bundle.Entry entry : bundle.files()) {
      Map<String, Object> attributes =
          Files.readAttributes(
              folder.resolve(entry.name()),
              "unix:size,lastModifiedTime,ino",
              LinkOption.NOFOLLOW_LINKS);
      stamp.append(entry.sha256()).append(' ').append(attributes.get("size"));
      stamp.append(' ').append(attributes.get("lastModifiedTime"));
      stamp.append(' ').append(attributes.get("ino")).append('\n');
    }
    return stamp.toString();
  }
}
