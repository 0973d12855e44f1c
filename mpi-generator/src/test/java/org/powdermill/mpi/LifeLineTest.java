package org.powdermill.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.production.ranks.PortRange;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.production.ranks.RankPlace;

class LifeLineTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final PortRange ANY = PortRange.ANY;

  @TempDir Path folder;

  private final List<LifeLine> lines = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      lines.get(i).close();
    }
  }

  private RankPlace place(int rank, int size, Duration timeout, PortRange ports) {
    return new RankPlace(rank, size, "job", folder, Optional.of("127.0.0.1"), ports, timeout, LONG);
  }

  private static RankMember member(int rank) {
    return new RankMember(rank, 1000 + rank, "host" + rank);
  }

  private static Fate fate() {
    return new Fate(verdict -> {}); // the end of this JVM would be that of the tests
  }

  private RootLifeLine root(int size, Duration timeout) {
    RootLifeLine root = new RootLifeLine(place(0, size, timeout, ANY), fate(), member(0));
    lines.add(root);
    return root;
  }

  private MemberLifeLine join(int rank, int size) {
    MemberLifeLine line = new MemberLifeLine(place(rank, size, LONG, ANY), fate(), member(rank));
    lines.add(line);
    return line;
  }

  private Rendezvous rendezvous() {
    return Rendezvous.read(Rendezvous.file(place(0, 1, LONG, ANY))).orElseThrow();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), rendezvous().port());
    socket.setSoTimeout(Math.toIntExact(LONG.toMillis()));
    sockets.add(socket);
    return socket;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Pause.shortly();
    }
  }

  private static RankException verdict(LifeLine line) {
    RankException[] verdict = new RankException[1];
    await(
        "a verdict",
        () -> {
          try {
            line.check();
            return false;
          } catch (RankException e) {
            verdict[0] = e;
            return true;
          }
        });
    return verdict[0];
  }

  @Test
  void ranksMeetTellTheirPortsAndLeaveInOrder() throws Exception {
    RootLifeLine root = root(3, LONG);
    MemberLifeLine two = join(2, 3);
    MemberLifeLine one = join(1, 3);
    root.awaitAll();

    assertThat(root.members()).containsExactly(member(0), member(1), member(2));

    List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> threads =
        Stream.<LifeLine>of(one, two)
            .map(
                line ->
                    new Thread(
                        () -> {
                          int port = 100 * line.self().rank();
                          told.add(line.exchangePorts(port + 1, port + 2));
                        }))
            .toList();
    threads.forEach(Thread::start);
    String peers = root.exchangePorts(1, 2);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(peers)
        .isEqualTo("#Peer Information;127.0.0.1@2@1@0;127.0.0.1@102@101@1;127.0.0.1@202@201@2");
    assertThat(told).containsExactly(peers, peers);

    root.dismiss(75);
    await("both are dismissed", () -> one.dismissed().isPresent() && two.dismissed().isPresent());
    one.close();
    two.close();
    root.close();
    assertThat(one.dismissed()).isEqualTo(OptionalInt.of(75));
    root.check();
    one.check();
    two.check();
  }

  @Test
  void theRendezvousIsForThisUserAloneAndGoesWhenAllAreThere() throws IOException {
    Path file = Rendezvous.file(place(0, 2, LONG, ANY));
    RootLifeLine root = root(2, LONG);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(rendezvous().nonce()).hasSize(64);

    join(1, 2);
    root.awaitAll();
    assertThat(file).doesNotExist();
  }

  @Test
  void strangersAreDroppedAndKeepNobodyOut() throws IOException {
    RootLifeLine root = root(2, LONG);
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      silent.add(connect());
    }
    List<Socket> talking = new ArrayList<>();
    byte[] huge = ByteBuffer.allocate(5).putInt(Integer.MAX_VALUE).put((byte) 1).array();
    byte[] negative = ByteBuffer.allocate(5).putInt(-1).put((byte) 1).array();
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] beat = Frame.of(Frame.Kind.BEAT).bytes().array();
    byte[] wrongNonce = Hello.of("0".repeat(64), member(1), 2).frame().bytes().array();
    for (byte[] said : List.of(huge, negative, http, beat, wrongNonce)) {
      Socket socket = connect();
      socket.getOutputStream().write(said);
      talking.add(socket);
    }

    for (Socket socket : talking) {
      assertThat(isClosedByTheOther(socket)).isTrue();
    }
    assertThat(isClosedByTheOther(silent.get(0))).as("the oldest silent one").isTrue();
    join(1, 2);
    root.awaitAll();
    root.check();
  }

  /** Waits until nothing can come any more; nothing was ever said. */
  private static boolean isClosedByTheOther(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset, as what was said was not read to its end
    }
  }

  @Test
  void aRankWithoutASignOfLifeIsLost() throws IOException {
    RootLifeLine root = root(2, Duration.ofMillis(300));
    connect()
        .getOutputStream()
        .write(Hello.of(rendezvous().nonce(), member(1), 2).frame().bytes().array());

    RankException verdict = verdict(root);

    assertThat(verdict).hasMessageContaining("rank 1 on host1, pid 1001 is lost: no sign of life");
    assertThat(verdict.status()).isEqualTo(70);
    assertThat(verdict.claimTelling()).isTrue();
  }

  @Test
  void aRankThatHangsUpIsLostForAllAndRankZeroTellsIt() throws IOException {
    RootLifeLine root = root(3, LONG);
    MemberLifeLine one = join(1, 3);
    Socket two = connect();
    two.getOutputStream()
        .write(Hello.of(rendezvous().nonce(), member(2), 3).frame().bytes().array());
    root.awaitAll();

    two.close();

    assertThat(verdict(root))
        .hasMessage("rank 2 on host2, pid 1002 is lost: its connection closed");
    assertThat(verdict(one)).hasMessage(verdict(root).getMessage());
    assertThat(verdict(root).claimTelling()).isTrue();
    assertThat(verdict(one).claimTelling()).isFalse();
  }

  @Test
  void anErrorOfOneRankReachesAllAndIsToldOnce() {
    RootLifeLine root = root(3, LONG);
    MemberLifeLine one = join(1, 3);
    MemberLifeLine two = join(2, 3);
    root.awaitAll();

    RankException own = two.abort(70, "the disk\n is full");

    assertThat(own).hasMessage("the disk is full");
    assertThat(List.of(verdict(root), verdict(one), verdict(two)))
        .allSatisfy(e -> assertThat(e).hasMessage("the disk is full"))
        .allSatisfy(e -> assertThat(e.status()).isEqualTo(70))
        .filteredOn(RankException::claimTelling)
        .containsExactly(verdict(root));
  }

  @Test
  void theWishToStopOfOneRankReachesAll() {
    RootLifeLine root = root(3, LONG);
    MemberLifeLine one = join(1, 3);
    MemberLifeLine two = join(2, 3);
    root.awaitAll();

    one.wishStop();

    await("all are to stop", () -> root.stopWanted() && one.stopWanted() && two.stopWanted());
    root.check();
  }

  @Test
  void ranksThatWereToldOfAnotherNumberOfRanksEndTheRun() {
    RootLifeLine root = root(2, LONG);

    assertThatThrownBy(() -> join(1, 3))
        .isInstanceOf(RankException.class)
        .hasMessageContaining("rank 1 on host1")
        .hasMessageContaining("told of 3 ranks, rank 0 of 2");
    assertThat(verdict(root).status()).isEqualTo(1);
  }

  @Test
  void thereAreNoTwoRanksOfOneNumber() {
    RootLifeLine root = root(3, LONG);
    join(1, 3);

    assertThatThrownBy(() -> join(1, 3)).hasMessageContaining("there is rank 1 on host1");
    assertThat(verdict(root).status()).isEqualTo(1);
  }

  @Test
  void aRangeOfPortsIsKeptTo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    PortRange range = new PortRange(free, Math.min(65535, free + 20));
    RootLifeLine root = new RootLifeLine(place(0, 2, LONG, range), fate(), member(0));
    lines.add(root);

    assertThat(rendezvous().port()).isBetween(range.first(), range.last());
    PortRange taken = new PortRange(rendezvous().port(), rendezvous().port());
    assertThatThrownBy(() -> new RootLifeLine(place(0, 2, LONG, taken), fate(), member(0)))
        .isInstanceOf(RankException.class)
        .hasMessageContaining("ports " + taken)
        .hasMessageContaining("--port-range");
  }

  @Test
  void whatDoesNotEndByItselfIsEnded() throws InterruptedException {
    var ended = new java.util.concurrent.SynchronousQueue<RankException>();
    Fate fate =
        new Fate(
            verdict -> {
              try {
                ended.put(verdict);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    RankException first = fate.decide(new RankException(70, "first"));

    assertThat(fate.decide(new RankException(1, "second"))).isSameAs(first);
    assertThat(ended.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isSameAs(first);
  }
}
