package org.powdermill.mpi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.powdermill.files.FailurePoint;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.production.ranks.RankPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the life line of a rank other than rank 0: one connection, which it made. */
final class MemberLifeLine implements LifeLine {

  private static final Logger LOG = LoggerFactory.getLogger(MemberLifeLine.class);

  private static final int CONNECT_MILLIS = 2000;
  private static final int WELCOME_MILLIS = 10_000;
  private static final long POLL_MILLIS = 50;

  /**
   * Rank 0 is lost after that many silent times in a row, not after one long time: a process that
   * was stopped and goes on finds one of them over, and then hears the others again.
   */
  private static final int WINDOWS = 4;

  private static final long NANOS_FOR_ECHO = TimeUnit.SECONDS.toNanos(2);

  private final RankMember self;
  private final RankPlace place;
  private final Fate fate;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final RankMember root;

  private volatile String peers;
  private volatile boolean stopWanted;
  private volatile boolean closed;
  private volatile OptionalInt dismissed = OptionalInt.empty();

  /** A connection that rank 0 has accepted. */
  private record Joined(Socket socket, DataInputStream in, RankMember root) {}

  /**
   * Finds rank 0 and joins it.
   *
   * @throws RankException if it is not found in time, or does not take this rank
   */
  MemberLifeLine(RankPlace place, Fate fate, RankMember self) {
    this.place = place;
    this.fate = fate;
    this.self = self;
    FailurePoint.RENDEZVOUS_BEFORE_JOIN.passed();
    Joined joined = join();
    socket = joined.socket();
    in = joined.in();
    root = joined.root();
    try {
      out = socket.getOutputStream();
      socket.setSoTimeout(Math.toIntExact(Math.max(1, place.timeout().toMillis() / WINDOWS)));
    } catch (IOException e) {
      throw lost("its connection broke: " + e.getMessage());
    }
    start(this::listen, "life-line");
    start(this::beat, "heart");
    FailurePoint.RENDEZVOUS_AFTER_JOIN.passed();
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private Joined join() {
    Path file = Rendezvous.file(place);
    long deadline = System.nanoTime() + place.arrival().toNanos();
    String fault = "it has not said where it is, in " + file;
    while (System.nanoTime() < deadline) {
      fate.check();
      Optional<Rendezvous> rendezvous = Rendezvous.read(file);
      if (rendezvous.isPresent()) {
        try {
          return join(rendezvous.get());
        } catch (IOException e) {
          // Left by a run that has ended, perhaps: the file may change.
          fault =
              "%s port %d: %s"
                  .formatted(rendezvous.get().host(), rendezvous.get().port(), reason(e));
        }
      }
      sleep(POLL_MILLIS);
    }
    throw fate.decide(
        new RankException(
            RankException.LOST,
            "%s cannot reach rank 0 within %.0f s: %s"
                .formatted(self, place.arrival().toMillis() / 1000.0, fault)));
  }

  private Joined join(Rendezvous rendezvous) throws IOException {
    Socket connection = new Socket();
    try {
      if (place.networkInterface().isPresent()) {
        connection.bind(new InetSocketAddress(LocalAddress.of(place.networkInterface()), 0));
      }
      connection.setTcpNoDelay(true);
      connection.connect(rendezvous.address(), CONNECT_MILLIS);
      connection.setSoTimeout(WELCOME_MILLIS);
      Frame hello = Hello.of(rendezvous.nonce(), self, place.size()).frame();
      connection.getOutputStream().write(hello.bytes().array());
      DataInputStream answers = new DataInputStream(connection.getInputStream());
      Frame answer = Frame.read(answers.read(), answers, Frame.MAX_BODY);
      DataInputStream body = answer.in();
      if (answer.kind() == Frame.Kind.ABORT) {
        throw fate.decide(new RankException(body.readInt(), body.readUTF(), true));
      }
      if (answer.kind() != Frame.Kind.WELCOME) {
        throw new IOException("it does not answer as rank 0 does");
      }
      long pid = body.readLong();
      return new Joined(connection, answers, new RankMember(0, pid, body.readUTF()));
    } catch (IOException | RankException e) {
      connection.close();
      throw e;
    }
  }

  private void listen() {
    int silent = 0;
    try {
      while (!closed) {
        try {
          int first = in.read();
          silent = 0;
          handle(Frame.read(first, in, Frame.MAX_BODY));
        } catch (SocketTimeoutException e) {
          silent++;
          if (silent == WINDOWS) {
            lost("no sign of life for %.1f s".formatted(place.timeout().toMillis() / 1000.0));
            return;
          }
        }
      }
    } catch (IOException e) {
      if (dismissed.isEmpty() && !closed) {
        LOG.debug("the life line broke", e);
        lost("its connection closed");
      }
    } finally {
      closeSocket();
    }
  }

  private void handle(Frame frame) throws IOException {
    DataInputStream body = frame.in();
    switch (frame.kind()) {
      case BEAT -> {}
      case PEERS -> peers = body.readUTF();
      case STOP -> stopWanted = true;
      case LEAVE -> dismissed = OptionalInt.of(body.readInt());
      case ABORT -> {
        int status = body.readInt();
        fate.decide(new RankException(status, body.readUTF(), true));
        closed = true;
      }
      default -> throw new IOException("it said " + frame.kind());
    }
  }

  private void beat() {
    while (!closed) {
      sleep(RootLifeLine.beat(place.timeout()).toMillis());
      send(Frame.of(Frame.Kind.BEAT));
    }
  }

  private void send(Frame frame) {
    try {
      synchronized (out) {
        out.write(frame.bytes().array());
      }
    } catch (IOException e) {
      // The other thread reads the same from the connection, and what rank 0 said before.
      LOG.debug("cannot write to rank 0", e);
    }
  }

  private RankException lost(String how) {
    return fate.decide(
        new RankException(RankException.LOST, "%s is lost: %s".formatted(root, how)));
  }

  @Override
  public RankMember self() {
    return self;
  }

  @Override
  public List<RankMember> members() {
    throw new IllegalStateException("only rank 0 knows all ranks");
  }

  @Override
  public void check() {
    fate.check();
  }

  @Override
  public String exchangePorts(int writePort, int readPort) {
    send(
        Frame.of(
            Frame.Kind.PORTS,
            body -> {
              body.writeInt(writePort);
              body.writeInt(readPort);
            }));
    while (peers == null) {
      fate.check();
      Pause.shortly();
    }
    return peers;
  }

  @Override
  public boolean stopWanted() {
    return stopWanted || fate.isDecided();
  }

  @Override
  public void wishStop() {
    send(Frame.of(Frame.Kind.STOP));
  }

  @Override
  public RankException abort(int status, String message) {
    send(Frame.abort(status, message));
    // Rank 0 shows the message and tells all, this rank too; else this rank shows it itself.
    long deadline = System.nanoTime() + NANOS_FOR_ECHO;
    while (!fate.isDecided() && System.nanoTime() < deadline) {
      Pause.shortly();
    }
    return fate.decide(new RankException(status, message));
  }

  @Override
  public void dismiss(int status) {
    throw new IllegalStateException("only rank 0 dismisses");
  }

  @Override
  public OptionalInt dismissed() {
    return dismissed;
  }

  @Override
  public void close() {
    closed = true;
    send(Frame.of(Frame.Kind.BYE));
    closeSocket();
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("cannot close the life line", e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "it hangs up" : e.getMessage();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
