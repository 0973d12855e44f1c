package org.powdermill.mpi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.powdermill.production.ranks.RankException;

/**
 * Carries bytes of rank 0 to all ranks along a binary tree, in messages that niodev sends eagerly:
 * rank r has them from rank (r - 1) / 2 and passes each on to ranks 2 r + 1 and 2 r + 2.
 */
final class Broadcast {

  /** Most bytes. */
  private static final int MAX_BYTES = 1 << 29;

  private final LifeLine lifeLine;
  private final Messages messages;
  private final int rank;
  private final int size;

  Broadcast(LifeLine lifeLine, Messages messages, int size) {
    this.lifeLine = lifeLine;
    this.messages = messages;
    this.rank = lifeLine.self().rank();
    this.size = size;
  }

  void send(byte[] bytes) {
    passOn(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    for (int start = 0; start < bytes.length; start += Messages.MAX_BYTES) {
      passOn(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + Messages.MAX_BYTES)));
    }
  }

  byte[] receive() {
    int length = ByteBuffer.wrap(next()).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw lifeLine.abort(
          RankException.LOST,
          "%s is to receive %d bytes from rank 0".formatted(lifeLine.self(), length));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    while (bytes.size() < length) {
      bytes.writeBytes(next());
    }
    return bytes.toByteArray();
  }

  private byte[] next() {
    byte[] part = messages.await((rank - 1) / 2, Tags.BROADCAST).body();
    passOn(part);
    return part;
  }

  private void passOn(byte[] part) {
    for (int child = 2 * rank + 1; child <= 2 * rank + 2 && child < size; child++) {
      messages.send(child, Tags.BROADCAST, part);
    }
  }
}
