package dev.luthier.nativemath.locate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Folders in which nobody else can put a library for us to load: real folders, no links, that
 * belong to the user of this process and that nobody else may write to.
 */
final class Ownership {

  /** For new folders. */
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Belongs to the user that Linux lets this process act as. */
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private Ownership() {}

  /** Creates a folder, unless it is there, for this user alone. */
  static void createPrivate(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, PRIVATE);
    } catch (FileAlreadyExistsException _) {
      // Perhaps another process created it a moment ago. Whoever did: it must be safe.
    }
    requireSafe(folder);
  }

  /**
   * Does nothing for a safe folder.
   *
   * @throws IOException if it is not, telling why
   */
  static void requireSafe(Path folder) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      throw new IOException(folder + " is not a folder");
    }
    if (!userOf(folder).equals(userOf(THIS_PROCESS))) {
      throw new IOException(folder + " belongs to another user");
    }
    if (attributes.permissions().stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
      throw new IOException(folder + " can be written to by other users");
    }
  }

  /** By number: names may be unknown in a container. */
  private static Object userOf(Path path) throws IOException {
    return Objects.requireNonNull(Files.getAttribute(path, "unix:uid"));
  }
}
