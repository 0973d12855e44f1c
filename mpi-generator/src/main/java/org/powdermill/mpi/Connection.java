package org.powdermill.mpi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One connection at rank 0's end of the life line: a stranger at first, then a rank. */
final class Connection {

  /** A stranger: it has not said the nonce yet. */
  static final int STRANGER = -1;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private ByteBuffer received = ByteBuffer.allocate(Frame.HEADER + Hello.MAX_BODY);

  private int rank = STRANGER;
  private long heard;

  Connection(SocketChannel channel, SelectionKey key, long now) {
    this.channel = channel;
    this.key = key;
    this.heard = now;
  }

  int rank() {
    return rank;
  }

  /** When anything came last, or the connection was made, nanoseconds. */
  long heard() {
    return heard;
  }

  void heard(long now) {
    heard = now;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  String address() throws IOException {
    return ((java.net.InetSocketAddress) channel.getRemoteAddress()).getAddress().getHostAddress();
  }

  /** Takes it for a rank from now on. */
  void admit(int newRank) {
    rank = newRank;
    received = ByteBuffer.allocate(Frame.HEADER + Frame.MAX_BODY_OF_RANK).put(received.flip());
  }

  /**
   * Reads what has come.
   *
   * @return whether the other side may still send
   */
  boolean receive(long now) throws IOException {
    int count = channel.read(received);
    if (count > 0) {
      heard = now;
    }
    return count >= 0;
  }

  /** The next whole frame of what was received; null if there is none. */
  Frame next() throws IOException {
    received.flip();
    try {
      return Frame.take(received, rank == STRANGER ? Hello.MAX_BODY : Frame.MAX_BODY_OF_RANK);
    } finally {
      received.compact();
    }
  }

  void send(Frame frame) throws IOException {
    unsent.add(frame.bytes());
    flush();
  }

  /** Writes what the network takes. */
  void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.peek());
      if (unsent.peek().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // what was to be said has been said
    }
  }
}
