package org.powdermill.mpi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** What travels over the life line: four bytes of length, one of kind, the body. */
final class Frame {

  /** Kinds of frames. */
  enum Kind {
    /** A rank says who it is, and the nonce. */
    HELLO(1),
    /** Rank 0 takes it in, and says who rank 0 is. */
    WELCOME(2),
    /** A rank tells where its niodev listens. */
    PORTS(3),
    /** Rank 0 tells where every niodev listens. */
    PEERS(4),
    /** A sign of life. */
    BEAT(5),
    /** A rank wishes that all stop; rank 0 passes it on to all. */
    STOP(6),
    /** A rank has failed; rank 0 passes it on to all. */
    ABORT(7),
    /** Rank 0 says that the run is over. */
    LEAVE(8),
    /** A rank leaves in order. */
    BYE(9);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind ofCode(byte code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("a message of kind " + code);
    }
  }

  /** Bytes before the body. */
  static final int HEADER = 5;

  /** Longest body that rank 0 sends, bytes: niodev reads the list of peers as one short text. */
  static final int MAX_BODY = 1 << 16;

  /** Longest body that a rank sends, bytes. */
  static final int MAX_BODY_OF_RANK = 1 << 13;

  /** Longest text in a body, characters; what is longer is cut. */
  private static final int MAX_TEXT = 1 << 11;

  /** Writes the body. */
  @FunctionalInterface
  interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private final Kind kind;
  private final byte[] body;

  private Frame(Kind kind, byte[] body) {
    this.kind = kind;
    this.body = body;
  }

  static Frame of(Kind kind) {
    return new Frame(kind, new byte[0]);
  }

  static Frame of(Kind kind, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Frame(kind, bytes.toByteArray());
  }

  /** That a rank has failed. */
  static Frame abort(int status, String message) {
    return of(
        Kind.ABORT,
        out -> {
          out.writeInt(status);
          out.writeUTF(shortened(message));
        });
  }

  /** One line that is not too long for a frame. */
  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + " ...";
  }

  Kind kind() {
    return kind;
  }

  /** Reads the body. */
  DataInputStream in() {
    return new DataInputStream(new ByteArrayInputStream(body));
  }

  ByteBuffer bytes() {
    return ByteBuffer.allocate(HEADER + body.length)
        .putInt(body.length)
        .put(kind.code)
        .put(body)
        .flip();
  }

  /**
   * Takes a frame out of what was received.
   *
   * @param received ready to be read
   * @param maxBody longest body to be believed
   * @return null if it is not whole yet
   * @throws IOException if this is no frame
   */
  static Frame take(ByteBuffer received, int maxBody) throws IOException {
    if (received.remaining() < HEADER) {
      return null;
    }
    int length = received.getInt(received.position());
    Kind kind = Kind.ofCode(received.get(received.position() + HEADER - 1));
    if (length < 0 || length > maxBody) {
      throw new IOException("a message of %d bytes".formatted(length));
    }
    if (received.remaining() < HEADER + length) {
      return null;
    }
    byte[] body = new byte[length];
    received.position(received.position() + HEADER);
    received.get(body);
    return new Frame(kind, body);
  }

  /**
   * Reads the next frame.
   *
   * @param first its first byte, or -1
   * @throws IOException if this is none, or the other side has gone
   */
  static Frame read(int first, DataInputStream in, int maxBody) throws IOException {
    if (first < 0) {
      throw new EOFException();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    Kind kind = Kind.ofCode(in.readByte());
    if (length < 0 || length > maxBody) {
      throw new IOException("a message of %d bytes".formatted(length));
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Frame(kind, body);
  }
}
