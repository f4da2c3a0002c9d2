package dev.luthier.gpu;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels, a file for each text, compiler and its options, the architecture among them.
 * Whatever is wrong with the folder costs a compilation, and nothing else.
 */
final class CubinCache {

  private static final Logger LOG = System.getLogger(CubinCache.class.getName());

  private static final int ELF_HEADER = 64;
  private static final int SECTIONS_OFFSET = 0x28;
  private static final int SECTION_SIZE_OFFSET = 0x3a;

  private final Optional<Path> folder;

  /** None keeps nothing. */
  CubinCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * Of the user: below {@code XDG_CACHE_HOME}, or {@code .cache} at home; the specification ignores
   * a relative path. Never a folder that others may write to: what is kept is run.
   */
  static CubinCache ofUser() {
    return new CubinCache(
        absolute(System.getenv("XDG_CACHE_HOME"))
            .or(() -> absolute(System.getProperty("user.home")).map(home -> home.resolve(".cache")))
            .map(cache -> cache.resolve("luthier").resolve("cuda")));
  }

  private static Optional<Path> absolute(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(Surroundings::path).filter(Path::isAbsolute);
  }

  /** What a binary was made from. */
  record Key(String source, String compiler, List<String> options) {
    private String fileName() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(source.getBytes(StandardCharsets.UTF_8));
        digest.update(compiler.getBytes(StandardCharsets.UTF_8));
        digest.update(String.join(" ", options).getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest.digest(), 0, 16);
        return hash + ".cubin";
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }
  }

  Optional<byte[]> find(Key key) {
    return folder.map(path -> path.resolve(key.fileName())).flatMap(CubinCache::read);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readAllBytes(file)).filter(CubinCache::isWhole)
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot read " + file + ": " + e);
      return Optional.empty();
    }
  }

  /**
   * Whether this is an ELF file that ends where its header says: the driver reads as far as that.
   * The table of sections is last (System V ABI, chapter 4).
   */
  static boolean isWhole(byte[] image) {
    if (image.length < ELF_HEADER || image[0] != 0x7f || image[1] != 'E') {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    long sections = header.getLong(SECTIONS_OFFSET);
    int entry = Short.toUnsignedInt(header.getShort(SECTION_SIZE_OFFSET));
    int count = Short.toUnsignedInt(header.getShort(SECTION_SIZE_OFFSET + Short.BYTES));
    return sections >= 0 && sections + (long) entry * count <= image.length;
  }

  /** Keeps a binary, whole or not at all; returns it. */
  byte[] keep(Key key, byte[] image) {
    folder.ifPresent(path -> write(path, key.fileName(), image));
    return image;
  }

  private static void write(Path folder, String name, byte[] image) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished", ".cubin");
      try {
        Files.write(unfinished, image);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot keep compiled kernels in " + folder + ": " + e);
    }
  }
}
