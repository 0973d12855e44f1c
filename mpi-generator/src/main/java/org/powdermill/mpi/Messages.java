package org.powdermill.mpi;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mpi.MPI;
import mpi.Status;
import org.powdermill.files.FailurePoint;
import org.powdermill.production.ranks.RankException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between ranks, by MPJ Express's device niodev.
 *
 * <p>A dead peer makes its blocking calls hang for ever. So a message is received only when it has
 * arrived as a whole, which is so for those that niodev sends eagerly, without asking the receiver:
 * {@link #MAX_BYTES} at most. Beginning and end of MPI run in threads that are given up in time.
 * One thread uses this.
 */
final class Messages {

  /** Longest message, bytes; with its header below the limit of eager messages. */
  static final int MAX_BYTES = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  /** Bytes up to which niodev sends without asking. */
  private static final int EAGER_BYTES = 1 << 17;

  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(3);

  private final LifeLine lifeLine;

  /** A message that has arrived. */
  static final class Message {

    private final int from;
    private final int tag;
    private final byte[] body;

    private Message(int from, int tag, byte[] body) {
      this.from = from;
      this.tag = tag;
      this.body = body;
    }

    /** Rank that sent it. */
    int from() {
      return from;
    }

    /** What it is about. */
    int tag() {
      return tag;
    }

    byte[] body() {
      return body;
    }
  }

  /** A part of MPJ Express that may hang. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private Messages(LifeLine lifeLine) {
    this.lifeLine = lifeLine;
  }

  /**
   * Connects all ranks with each other.
   *
   * @param timeout after which it is given up
   * @throws RankException if that fails, or a rank is lost meanwhile
   */
  static Messages connect(LifeLine lifeLine, int size, Duration timeout) {
    CompletableFuture<Void> end =
        run(
            "mpi-init",
            () -> {
              try (NiodevRelay relay = new NiodevRelay(lifeLine)) {
                String configuration =
                    "#Number of Processes;%d;#Protocol Switch Limit;%d;#Server Name;%s;#Server Port;%d"
                        .formatted(size, EAGER_BYTES, relay.host(), relay.port());
                MPI.Init(
                    new String[] {
                      Integer.toString(lifeLine.self().rank()), configuration, "niodev"
                    });
              }
            });
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!end.isDone()) {
      lifeLine.check();
      if (System.nanoTime() > deadline) {
        throw lifeLine.abort(
            RankException.LOST,
            ("%s: MPJ Express does not connect to the others within %.0f s: are ports 25000 to 40000"
                    + " open between the nodes?")
                .formatted(lifeLine.self(), timeout.toMillis() / 1000.0));
      }
      Pause.shortly();
    }
    if (end.isCompletedExceptionally()) {
      throw lifeLine.abort(
          RankException.LOST,
          "%s: MPJ Express does not start: %s".formatted(lifeLine.self(), reason(end)));
    }
    return new Messages(lifeLine);
  }

  private static String reason(CompletableFuture<Void> end) {
    try {
      end.join();
      return "";
    } catch (java.util.concurrent.CompletionException e) {
      LOG.debug("MPI.Init", e.getCause());
      return Frame.shortened(String.valueOf(e.getCause()));
    }
  }

  /**
   * Runs a part of MPJ Express in a daemon thread: the threads that it starts are daemons then.
   * What that part prints (stack traces of what does not matter) goes nowhere.
   */
  private static CompletableFuture<Void> run(String name, Step step) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
                end.complete(null);
              } catch (IOException | RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    System.setErr(new AllBut(thread, System.err));
    System.setOut(new AllBut(thread, System.out));
    thread.start();
    return end;
  }

  /** Lets every thread print but one. */
  private static final class AllBut extends PrintStream {

    AllBut(Thread mute, PrintStream stream) {
      super(
          new OutputStream() {
            @Override
            public void write(int b) {
              write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              if (Thread.currentThread() != mute) {
                stream.write(bytes, offset, length);
                stream.flush();
              }
            }
          },
          true,
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends a message.
   *
   * @throws RankException if the other has gone
   */
  void send(int to, int tag, byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new IllegalArgumentException("a message of %d bytes".formatted(body.length));
    }
    FailurePoint.MESSAGE_BEFORE_SEND.passed();
    try {
      MPI.COMM_WORLD.Send(body, 0, body.length, MPI.BYTE, to, tag);
    } catch (RuntimeException e) {
      throw failed("send to rank " + to, e);
    }
    FailurePoint.MESSAGE_AFTER_SEND.passed();
  }

  /** The next message that has arrived, of any rank and tag. */
  Optional<Message> poll() {
    return poll(MPI.ANY_SOURCE, MPI.ANY_TAG);
  }

  private Optional<Message> poll(int from, int tag) {
    try {
      Status status = MPI.COMM_WORLD.Iprobe(from, tag);
      if (status == null) {
        return Optional.empty();
      }
      byte[] body = new byte[status.Get_count(MPI.BYTE)];
      MPI.COMM_WORLD.Recv(body, 0, body.length, MPI.BYTE, status.source, status.tag);
      FailurePoint.MESSAGE_AFTER_RECEIVE.passed();
      return Optional.of(new Message(status.source, status.tag, body));
    } catch (RuntimeException e) {
      throw failed("receive", e);
    }
  }

  /** Waits for a message of one rank. */
  Message await(int from, int tag) {
    while (true) {
      lifeLine.check();
      Optional<Message> message = poll(from, tag);
      if (message.isPresent()) {
        return message.get();
      }
      Pause.shortly();
    }
  }

  /** The life line mostly knows better why a message could not be sent. */
  private RankException failed(String what, Exception e) {
    LOG.debug("cannot {}", what, e);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (System.nanoTime() < deadline) {
      lifeLine.check();
      Pause.shortly();
    }
    return lifeLine.abort(
        RankException.LOST,
        "%s cannot %s: %s".formatted(lifeLine.self(), what, Frame.shortened(String.valueOf(e))));
  }

  /** Ends MPI where all ranks do the same now; what takes too long is left behind. */
  void finish() {
    CompletableFuture<Void> end = run("mpi-finalize", MPI::Finalize);
    long deadline = System.nanoTime() + TIME_TO_FINISH.toNanos();
    while (!end.isDone() && System.nanoTime() < deadline) {
      Pause.shortly();
    }
    if (!end.isDone() || end.isCompletedExceptionally()) {
      LOG.debug("MPI does not end in order");
    }
  }
}
