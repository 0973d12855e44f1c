package org.powdermill.mpi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.production.ranks.RankPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rank 0's end of the life line, where all others come together. One thread serves all connections
 * and never waits for one of them: strangers that say nothing or something else are dropped, the
 * oldest first where there are many, and hold a kilobyte each until then.
 */
final class RootLifeLine implements LifeLine {

  private static final Logger LOG = LoggerFactory.getLogger(RootLifeLine.class);

  private static final int MAX_STRANGERS = 64;
  private static final long NANOS_FOR_GREETING = TimeUnit.SECONDS.toNanos(5);
  private static final long SECONDS_TO_GO = 3;

  private final RankPlace place;
  private final Fate fate;
  private final RankMember self;
  private final Rendezvous rendezvous;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final long timeoutNanos;
  private final long beatNanos;
  private final Thread thread;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final CountDownLatch arrived;
  private final CountDownLatch gone;

  // Of the thread alone.
  private final Deque<Connection> strangers = new ArrayDeque<>();
  private final Connection[] connections;
  private final RankMember[] members;
  private final String[] listening;
  private boolean failing;
  private long lastRound = System.nanoTime();
  private long lastBeat = System.nanoTime();

  private volatile String peers;
  private volatile boolean stopWanted;
  private volatile OptionalInt dismissed = OptionalInt.empty();

  /**
   * Listens, and tells the others where.
   *
   * @throws RankException if no port can be had
   */
  RootLifeLine(RankPlace place, Fate fate, RankMember self) {
    this.place = place;
    this.fate = fate;
    this.self = self;
    this.timeoutNanos = place.timeout().toNanos();
    this.beatNanos = beat(place.timeout()).toNanos();
    this.arrived = new CountDownLatch(place.size() - 1);
    this.gone = new CountDownLatch(place.size() - 1);
    this.connections = new Connection[place.size()];
    this.members = new RankMember[place.size()];
    this.listening = new String[place.size()];
    members[0] = self;
    server = LocalAddress.listen(LocalAddress.of(place.networkInterface()), place.ports());
    try {
      rendezvous = Rendezvous.at((InetSocketAddress) server.getLocalAddress());
      selector = Selector.open();
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new RankException(RankException.ERROR, "rank 0 cannot listen: " + e.getMessage());
    }
    thread = new Thread(this::serve, "life-line");
    thread.setDaemon(true);
    thread.start();
    // What was said last must reach the others, also where this process ends because of an error.
    Runtime.getRuntime().addShutdownHook(new Thread(this::waitForTheOthers));
    rendezvous.publish(Rendezvous.file(place));
  }

  /** Time between two signs of life. */
  static Duration beat(Duration timeout) {
    long millis = timeout.toMillis() / 6;
    return Duration.ofMillis(Math.max(20, Math.min(millis, 5000)));
  }

  /**
   * Waits until all ranks are there.
   *
   * @throws RankException if one does not come in time
   */
  void awaitAll() {
    long deadline = System.nanoTime() + place.arrival().toNanos();
    try {
      while (!arrived.await(20, TimeUnit.MILLISECONDS)) {
        fate.check();
        if (System.nanoTime() > deadline) {
          throw abort(RankException.LOST, "%s did not arrive".formatted(missing()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abort(RankException.LOST, self + " was interrupted");
    } finally {
      AtomicFile.delete(Rendezvous.file(place));
    }
    FailurePoint.RENDEZVOUS_AFTER_JOIN.passed();
    fate.check();
  }

  private String missing() {
    List<String> missing = new ArrayList<>();
    synchronized (members) {
      for (int rank = 0; rank < members.length; rank++) {
        if (members[rank] == null) {
          missing.add(Integer.toString(rank));
        }
      }
    }
    return "%s %s of %d, awaited for %.0f s by %s,"
        .formatted(
            missing.size() == 1 ? "rank" : "ranks",
            String.join(", ", missing),
            place.size(),
            place.arrival().toMillis() / 1000.0,
            self);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(Math.max(1, beatNanos / 2_000_000));
        round(System.nanoTime());
      }
    } catch (ClosedSelectorException e) {
      LOG.debug("the life line is closed");
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("the life line broke", e);
      fate.decide(
          new RankException(RankException.LOST, "%s: the life line broke: %s".formatted(self, e)));
    }
  }

  private void round(long now) throws IOException {
    // After a stop of this process, silence of the others means nothing until they were read.
    if (now - lastRound > timeoutNanos / 2) {
      for (Connection connection : connections) {
        if (connection != null) {
          connection.heard(now);
        }
      }
    }
    lastRound = now;
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isAcceptable()) {
        accept(now);
      } else if (key.attachment() instanceof Connection connection) {
        serve(connection, now);
      }
    }
    selector.selectedKeys().clear();
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
    while (!strangers.isEmpty() && now - strangers.peek().heard() > NANOS_FOR_GREETING) {
      strangers.remove().close();
    }
    if (now - lastBeat > beatNanos) {
      lastBeat = now;
      sendToAll(Frame.of(Frame.Kind.BEAT));
      checkSilence(now);
    }
  }

  private void accept(long now) throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    if (strangers.size() >= MAX_STRANGERS) {
      strangers.remove().close();
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Connection connection = new Connection(channel, key, now);
    key.attach(connection);
    strangers.add(connection);
  }

  private void serve(Connection connection, long now) {
    if (!connection.isOpen()) {
      return;
    }
    // A stranger has one chance: its time runs from its arrival, whatever it sends.
    long heard = connection.rank() == Connection.STRANGER ? connection.heard() : now;
    try {
      connection.flush();
      boolean more = connection.receive(heard);
      for (Frame frame = connection.next(); frame != null; frame = connection.next()) {
        handle(connection, frame);
      }
      if (!more) {
        drop(connection, "its connection closed");
      }
    } catch (IOException e) {
      LOG.debug("the connection broke", e);
      drop(connection, "its connection closed");
    }
  }

  private void handle(Connection connection, Frame frame) throws IOException {
    if (connection.rank() == Connection.STRANGER) {
      greet(connection, frame);
      return;
    }
    switch (frame.kind()) {
      case BEAT -> {}
      case PORTS -> listening(connection, frame);
      case STOP -> stop();
      case ABORT -> {
        var in = frame.in();
        int status = in.readInt();
        fail(status == RankException.ERROR ? status : RankException.LOST, in.readUTF());
      }
      case BYE -> leave(connection);
      default -> throw new IOException("it said " + frame.kind());
    }
  }

  private void greet(Connection connection, Frame frame) throws IOException {
    Hello hello = Hello.of(frame);
    if (!hello.knows(rendezvous.nonce())) {
      throw new IOException("it does not know the nonce");
    }
    strangers.remove(connection);
    RankMember member = hello.member();
    Hello own = Hello.of("", self, place.size());
    String fault = null;
    if (hello.size() != own.size()) {
      fault = "it was told of %d ranks, rank 0 of %d".formatted(hello.size(), own.size());
    } else if (!hello.build().equals(own.build())) {
      fault = "it runs %s, rank 0 %s".formatted(hello.build(), own.build());
    } else if (member.rank() < 1 || member.rank() >= place.size()) {
      fault = "there is no such rank among %d".formatted(place.size());
    } else if (members[member.rank()] != null) {
      fault = "there is %s already".formatted(members[member.rank()]);
    }
    if (fault != null) {
      String message =
          "%s: %s; start all ranks with the same command".formatted(member, Frame.shortened(fault));
      connection.send(Frame.abort(RankException.ERROR, message));
      connection.close();
      fail(RankException.ERROR, message);
      return;
    }
    connection.admit(member.rank());
    connections[member.rank()] = connection;
    synchronized (members) {
      members[member.rank()] = member;
    }
    connection.send(
        Frame.of(
            Frame.Kind.WELCOME,
            out -> {
              out.writeLong(self.pid());
              out.writeUTF(self.host());
            }));
    arrived.countDown();
  }

  private void listening(Connection connection, Frame frame) throws IOException {
    var in = frame.in();
    listening(connection.rank(), connection.address(), in.readInt(), in.readInt());
  }

  private void listening(int rank, String address, int writePort, int readPort) {
    listening[rank] = "%s@%d@%d@%d".formatted(address, readPort, writePort, rank);
    for (String known : listening) {
      if (known == null) {
        return;
      }
    }
    peers = "#Peer Information;" + String.join(";", listening);
    sendToAll(Frame.of(Frame.Kind.PEERS, out -> out.writeUTF(peers)));
  }

  private void stop() {
    stopWanted = true;
    sendToAll(Frame.of(Frame.Kind.STOP));
  }

  private void checkSilence(long now) {
    for (Connection connection : connections) {
      if (connection != null
          && connection.isOpen()
          && now - connection.heard() > timeoutNanos
          && dismissed.isEmpty()) {
        fail(
            RankException.LOST,
            "%s is lost: no sign of life for %.1f s"
                .formatted(members[connection.rank()], (now - connection.heard()) / 1e9));
      }
    }
  }

  private void sendToAll(Frame frame) {
    for (Connection connection : connections) {
      if (connection != null && connection.isOpen()) {
        try {
          connection.send(frame);
        } catch (IOException e) {
          drop(connection, "its connection closed");
        }
      }
    }
  }

  private void drop(Connection connection, String how) {
    if (connection.rank() == Connection.STRANGER) {
      LOG.debug("a stranger is dropped: {}", how);
      strangers.remove(connection);
      connection.close();
      return;
    }
    leave(connection);
    if (dismissed.isEmpty()) {
      fail(RankException.LOST, "%s is lost: %s".formatted(members[connection.rank()], how));
    }
  }

  private void leave(Connection connection) {
    if (connection.isOpen()) {
      connection.close();
      gone.countDown();
    }
  }

  private void fail(int status, String message) {
    if (!failing) {
      failing = true;
      sendToAll(Frame.abort(status, message));
      fate.decide(new RankException(status, message));
    }
  }

  private void order(Runnable order) {
    orders.add(order);
    selector.wakeup();
  }

  @Override
  public RankMember self() {
    return self;
  }

  @Override
  public List<RankMember> members() {
    synchronized (members) {
      return List.of(members);
    }
  }

  @Override
  public void check() {
    fate.check();
  }

  @Override
  public String exchangePorts(int writePort, int readPort) {
    order(() -> listening(0, rendezvous.host(), writePort, readPort));
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
    order(this::stop);
  }

  @Override
  public RankException abort(int status, String message) {
    order(() -> fail(status, message));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_GO);
    while (!fate.isDecided() && System.nanoTime() < deadline) {
      Pause.shortly();
    }
    return fate.decide(new RankException(status, message));
  }

  @Override
  public void dismiss(int status) {
    order(
        () -> {
          if (!failing) {
            dismissed = OptionalInt.of(status);
            sendToAll(Frame.of(Frame.Kind.LEAVE, out -> out.writeInt(status)));
          }
        });
  }

  @Override
  public OptionalInt dismissed() {
    return dismissed;
  }

  @Override
  public void close() {
    waitForTheOthers();
    try {
      selector.close();
      server.close();
    } catch (IOException e) {
      LOG.debug("cannot close the life line", e);
    }
  }

  /** Those that never came are not waited for. */
  private void waitForTheOthers() {
    AtomicFile.delete(Rendezvous.file(place));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_GO);
    while (selector.isOpen()
        && gone.getCount() > arrived.getCount()
        && System.nanoTime() < deadline) {
      Pause.shortly();
    }
  }
}
