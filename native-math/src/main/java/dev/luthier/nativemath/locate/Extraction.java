package dev.luthier.nativemath.locate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes the files of a bundle to a folder, and knows them again. */
final class Extraction {

  private Extraction() {}

  /**
   * Writes all files into a new folder of this user's, down to the disk, so that a later crash of
   * the machine leaves no empty file under a name that says it is complete.
   *
   * @param parent where the new folder is created
   * @return the folder
   * @throws IOException if a file cannot be written or is not what it should be; nothing is left
   */
  static Path toNewFolder(Bundle bundle, BundleSource source, Path parent) throws IOException {
    Path folder =
        Files.createTempDirectory(parent, "." + bundle.folderName() + "-", Ownership.PRIVATE);
    try {
      for (Bundle.Entry entry : bundle.files()) {
        write(entry, source, folder.resolve(entry.name()));
      }
      return folder;
    } catch (IOException failure) {
      deleteQuietly(folder);
      throw failure;
    }
  }

  /** Whether a file has the contents that the bundle says. */
  static boolean matches(Bundle.Entry entry, Path file) throws IOException {
    if (Files.size(file) != entry.size()) {
      return false;
    }
    MessageDigest digest = sha256();
    try (DigestOutputStream contents =
        new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, contents);
    }
    return hex(digest).equals(entry.sha256());
  }

  /** Deletes a folder and the files in it, as far as that is possible. */
  static void deleteQuietly(Path folder) {
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException leftBehind) {
      System.getLogger(Extraction.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot delete " + folder, leftBehind);
    }
  }

  private static void write(Bundle.Entry entry, BundleSource source, Path file) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream out = Channels.newOutputStream(channel);
      source.copy(entry.name(), new DigestOutputStream(out, digest));
      channel.force(true);
    }
    if (!hex(digest).equals(entry.sha256())) {
      throw new IOException(
          entry.name() + " was not copied as it should be: its SHA-256 is not " + entry.sha256());
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
