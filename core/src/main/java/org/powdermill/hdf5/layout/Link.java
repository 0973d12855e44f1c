package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** A link in a group: hard, to an object of this file; or soft, which our readers do not follow. */
final class Link {

  private static final String NAME = "a link";
  private static final int HARD = 0;
  private static final int SOFT = 1;

  private Link() {}

  static void check(ByteBuffer body, LongConsumer found) {
    int version = body.get();
    int flags = body.get();
    require(version == 1 && (flags & ~0x1F) == 0, NAME, "has version %d, flags %d", version, flags);
    int kind = (flags & 0x08) == 0 ? HARD : body.get() & 0xFF;
    require(kind == HARD || kind == SOFT, NAME, "leads to another file");
    if ((flags & 0x04) != 0) {
      body.getLong(); // order of creation
    }
    if ((flags & 0x10) != 0) {
      require(body.get() <= 1, NAME, "has a name in unknown letters");
    }
    long nameBytes = ObjectHeader.unsigned(body, 1 << (flags & 3));
    require(nameBytes >= 1 && nameBytes <= body.remaining(), NAME, "has a name that is cut off");
    body.position(body.position() + (int) nameBytes);
    if (kind == HARD) {
      found.accept(body.getLong());
    } else {
      int valueBytes = body.getShort() & 0xFFFF;
      require(valueBytes >= 1 && valueBytes <= body.remaining(), NAME, "is cut off");
    }
  }
}
