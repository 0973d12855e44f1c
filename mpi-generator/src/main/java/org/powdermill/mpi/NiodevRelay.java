package org.powdermill.mpi;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.powdermill.production.ranks.RankException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the server that MPJ Express's device niodev asks where its peers listen: one in
 * each process, on the loop-back address, so that this question never crosses the network. The life
 * line carries it, which knows whom it talks to.
 */
final class NiodevRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NiodevRelay.class);

  private static final int MILLIS_TO_ASK = 2000;
  private static final int MAX_PENDING = 8;
  private static final String QUESTION = "Sending Info";

  private final ServerSocket server;
  private final LifeLine lifeLine;

  NiodevRelay(LifeLine lifeLine) throws IOException {
    this.lifeLine = lifeLine;
    this.server = new ServerSocket(0, MAX_PENDING, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "niodev-relay");
    thread.setDaemon(true);
    thread.start();
  }

  String host() {
    return server.getInetAddress().getHostAddress();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(MILLIS_TO_ASK);
        answer(socket);
      } catch (IOException e) {
        LOG.debug("a question to the relay came to nothing: {}", e.toString());
      } catch (RankException e) {
        return; // a rank was lost: this process ends
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    // Not readUTF, which would believe any length.
    if (in.readUnsignedShort() != QUESTION.length()
        || !new String(in.readNBytes(QUESTION.length()), java.nio.charset.StandardCharsets.US_ASCII)
            .equals(QUESTION)) {
      throw new IOException("this is not niodev");
    }
    int writePort = in.readInt();
    int readPort = in.readInt();
    int rank = in.readInt();
    if (rank != lifeLine.self().rank() || !isPort(writePort) || !isPort(readPort)) {
      throw new IOException("this is not our niodev");
    }
    String peers = lifeLine.exchangePorts(writePort, readPort);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeUTF(peers);
    out.flush();
    server.close();
  }

  private static boolean isPort(int number) {
    return number > 0 && number < 1 << 16;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
