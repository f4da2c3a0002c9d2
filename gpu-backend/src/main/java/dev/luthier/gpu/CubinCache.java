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

/**
 * Compiled kernels, a file for each text, compiler and its options, the architecture among them.
 * Whatever is wrong with the folder costs a compilation, some hundred milliseconds, and nothing
 * else.
 */
final class CubinCache {

  private static final Logger LOG = System.getLogger(CubinCache.class.getName());

  private static final int ELF_HEADER = 64;
  private static final int SECTIONS_OFFSET = 0x28;
  private static final int SECTION_SIZE_OFFSET = 0x3a;

  private final Path folder;

  CubinCache(Path folder) {
    this.folder = folder;
  }

  /** Of the user: below {@code XDG_CACHE_HOME}, or {@code .cache} at home. */
  static CubinCache ofUser() {
    Optional<Path> base =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(text -> !text.isBlank())
            .or(() -> Optional.ofNullable(System.getProperty("user.home")).map(h -> h + "/.cache"))
            .flatMap(Surroundings::path);
    return new CubinCache(
        base.orElse(Path.of(System.getProperty("java.io.tmpdir")))
            .resolve("luthier")
            .resolve("cuda"));
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
    Path file = folder.resolve(key.fileName());
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
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished", ".cubin");
      try {
        Files.write(unfinished, image);
        Files.move(unfinished, folder.resolve(key.fileName()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot keep compiled kernels in " + folder + ": " + e);
    }
    return image;
  }
}
