package org.powdermill.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * CRC-32 (ISO 3309, as in zlib and PNG) of the bytes of an array, little endian, in row order.
 *
 * <p>Shards guard against accidents, not adversaries, so a CRC does. CRC-32 rather than CRC-32C or
 * SHA-256: the processor computes it as fast as it copies memory, and everybody's zlib has it
 * ({@code zlib.crc32} in Python).
 */
final class Checksum {

  private final CRC32 crc = new CRC32();

  void update(byte[] bytes, int from, int length) {
    crc.update(bytes, from, length);
  }

  /** Takes a name and a value in, with a NUL between them. */
  void update(String name, byte[] value) {
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    crc.update(0);
    crc.update(value);
  }

  /** {@code crc32:} and eight hexadecimal digits. */
  @Override
  public String toString() {
    return "crc32:%08x".formatted(crc.getValue());
  }
}
