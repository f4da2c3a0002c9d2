package dev.luthier.store.sqlite;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C over an event's key and body: SQLite keeps pages, but does not check what is in them. */
final class Checksum {
  private Checksum() {}

  static long of(long key, byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(key).flip());
    crc.update(body);
    return crc.getValue();
  }
}
