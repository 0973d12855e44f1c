package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.nio.ByteBuffer;

/** An attribute of ours (version 3), or a note by a user's program (version 1). */
final class Attribute {

  private static final String NAME = "an attribute";

  private Attribute() {}

  static void check(ByteBuffer body) {
    int version = body.get();
    require(version == 1 || version == 3, NAME, "has version %d", version);
    int flags = body.get();
    require(version == 1 || flags == 0, NAME, "has a shared type");
    int nameBytes = body.getShort() & 0xFFFF;
    int typeBytes = body.getShort() & 0xFFFF;
    int spaceBytes = body.getShort() & 0xFFFF;
    require(nameBytes >= 1, NAME, "has no name");
    if (version == 3) {
      require(body.get() <= 1, NAME, "has a name in unknown letters");
    }
    int step = version == 1 ? 8 : 1;
    ByteBuffer name = part(body, nameBytes, step);
    require(name.get(nameBytes - 1) == 0, NAME, "has a name without an end");
    int elementBytes = DataType.read(part(body, typeBytes, step));
    DataSpace space = DataSpace.read(part(body, spaceBytes, step));
    long bytes = space.elements() * elementBytes;
    require(
        bytes <= body.remaining(), NAME, "claims %d bytes, but has %d", bytes, body.remaining());
  }

  /** A part of the message, which is filled up to a multiple of some bytes. */
  private static ByteBuffer part(ByteBuffer body, int bytes, int step) {
    int filled = (bytes + step - 1) / step * step;
    require(filled <= body.remaining(), NAME, "ends too early");
    ByteBuffer part = body.slice(body.position(), bytes).order(body.order());
    body.position(body.position() + filled);
    return part;
  }
}
