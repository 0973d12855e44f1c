package org.powdermill.tests.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.stream.PeerLostException;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;

/**
 * A consumer as a trainer is one: reads a stream to its end, remembers what it read ({@link
 * RowChecksum}, a line each), and makes checkpoints from which it goes on after it was killed.
 *
 * <p>Arguments: folder of the stream, file for the lines, and any of {@code checkpoint=SHARDS}
 * (between two checkpoints, 3), {@code pause=MILLISECONDS} (work for each shard, 0), {@code
 * consume=true} (shards are deleted), {@code peer-timeout=SECONDS}, {@code stale-after=SECONDS},
 * and {@code hasty=true}: a fault put in, it says that a checkpoint is durable before it has made
 * it. Exit status 0 at the end of the stream, 75 without a producer, 1 with an error in one line.
 */
public final class ConsumerProgram {

  private final Path lines;
  private final Path checkpoint;
  private final long pauseMillis;
  private final int shardsPerCheckpoint;
  private final boolean hasty;
  private final StreamReader.Options options;

  private ConsumerProgram(Path lines, Map<String, String> settings) {
    this.lines = lines;
    this.checkpoint = lines.resolveSibling(lines.getFileName() + ".checkpoint");
    this.pauseMillis = Long.parseLong(settings.getOrDefault("pause", "0"));
    this.shardsPerCheckpoint = Integer.parseInt(settings.getOrDefault("checkpoint", "3"));
    this.hasty = Boolean.parseBoolean(settings.getOrDefault("hasty", "false"));
    this.options =
        new StreamReader.Options(
            Boolean.parseBoolean(settings.getOrDefault("consume", "false")),
            seconds(settings, "peer-timeout", StreamReader.Options.DEFAULT.peerTimeout()),
            new StreamOwner.Timing(
                StreamOwner.Timing.DEFAULT.shortest(),
                StreamOwner.Timing.DEFAULT.heartbeat(),
                seconds(settings, "stale-after", StreamOwner.Timing.DEFAULT.staleAfter())));
  }

  private static Duration seconds(Map<String, String> settings, String name, Duration otherwise) {
    return settings.containsKey(name)
        ? Duration.ofSeconds(Long.parseLong(settings.get(name)))
        : otherwise;
  }

  /** Reads a stream. */
  public static void main(String[] args) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 2; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    int status = 0;
    try {
      new ConsumerProgram(Path.of(args[1]), settings).read(Path.of(args[0]));
    } catch (PeerLostException e) {
      System.err.println(e.getMessage());
      status = 75;
    } catch (StreamException | FileException | IOException | InterruptedException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  /**
   * The first line that is not safe yet, as number of a diffractogram and as length of the file.
   */
  private record Position(long index, long bytes) {

    static Position read(Path file) throws IOException {
      if (!Files.exists(file)) {
        return new Position(0, 0);
      }
      String[] parts = Files.readString(file).strip().split(" ", -1);
      return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
  }

  private void read(Path stream) throws IOException, InterruptedException {
    Position start = Position.read(checkpoint);
    try (FileChannel output =
            FileChannel.open(lines, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        StreamReader reader =
            StreamReader.open(StreamAccess.of(stream), options, start.index(), () -> false)
                .orElseThrow()) {
      output.truncate(start.bytes()).position(start.bytes());
      for (int shards = 1; ; shards++) {
        Optional<StreamShard> next = reader.next(() -> false);
        if (next.isEmpty()) {
          save(reader, output);
          return;
        }
        try (StreamShard shard = next.get()) {
          write(shard, reader.identity().grid().points(), output);
        }
        Thread.sleep(pauseMillis);
        if (shards % shardsPerCheckpoint == 0) {
          save(reader, output);
        }
      }
    }
  }

  private static void write(StreamShard shard, int points, FileChannel output) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = shard.firstRow(); row < shard.rows(); row++) {
      text.append(RowChecksum.line(shard.index(row), shard.diffractograms(), row, points))
          .append('\n');
    }
    output.write(ByteBuffer.wrap(text.toString().getBytes(US_ASCII)));
  }

  private void save(StreamReader reader, FileChannel output) throws IOException {
    if (hasty) {
      reader.durable(reader.nextIndex());
    }
    output.force(true);
    AtomicFile.write(checkpoint, reader.nextIndex() + " " + output.position() + "\n");
    reader.durable(reader.nextIndex());
  }
}
