package org.powdermill.mpi;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.powdermill.files.Build;
import org.powdermill.production.ranks.RankMember;

/**
 * What a rank says first.
 *
 * @param nonce of the run
 * @param member who it is
 * @param size number of ranks that it knows of
 * @param build of its program
 */
record Hello(String nonce, RankMember member, int size, String build) {

  /** No other program says this by chance. */
  private static final long MAGIC = 0x506f776472616e6bL;

  /** Longest body, bytes: more is no greeting. */
  static final int MAX_BODY = 1 << 10;

  static Hello of(String nonce, RankMember member, int size) {
    return new Hello(nonce, member, size, Build.current().toString());
  }

  Frame frame() {
    return Frame.of(
        Frame.Kind.HELLO,
        out -> {
          out.writeLong(MAGIC);
          out.writeUTF(nonce);
          out.writeInt(member.rank());
          out.writeInt(size);
          out.writeLong(member.pid());
          out.writeUTF(member.host());
          out.writeUTF(build);
        });
  }

  /**
   * Reads a greeting.
   *
   * @throws IOException if it is none
   */
  static Hello of(Frame frame) throws IOException {
    DataInputStream in = frame.in();
    if (frame.kind() != Frame.Kind.HELLO || in.readLong() != MAGIC) {
      throw new IOException("no greeting of a rank");
    }
    String nonce = in.readUTF();
    int rank = in.readInt();
    int size = in.readInt();
    return new Hello(nonce, new RankMember(rank, in.readLong(), in.readUTF()), size, in.readUTF());
  }

  /** Whether it knows the nonce; takes the same time wherever they differ. */
  boolean knows(String expected) {
    return MessageDigest.isEqual(
        nonce.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
