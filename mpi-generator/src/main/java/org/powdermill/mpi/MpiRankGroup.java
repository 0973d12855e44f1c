package org.powdermill.mpi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.powdermill.production.ShardReport;
import org.powdermill.production.Workers;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankMember;

/** Ranks that are connected by the life line and by MPI. */
final class MpiRankGroup implements RankGroup {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LifeLine lifeLine;
  private final Messages messages;
  private final int size;
  private final RankMember self;

  MpiRankGroup(LifeLine lifeLine, Messages messages, int size) {
    this.lifeLine = lifeLine;
    this.messages = messages;
    this.size = size;
    this.self = lifeLine.self();
  }

  @Override
  public int rank() {
    return self.rank();
  }

  @Override
  public List<RankMember> members() {
    return lifeLine.members();
  }

  @Override
  public byte[] broadcast(Supplier<byte[]> ofRankZero) {
    Broadcast broadcast = new Broadcast(lifeLine, messages, size);
    if (self.rank() == 0) {
      byte[] bytes = ofRankZero.get();
      broadcast.send(bytes);
      return bytes;
    }
    return broadcast.receive();
  }

  @Override
  public void agree(SortedMap<String, String> run) {
    byte[] ofRankZero = broadcast(() -> bytes(run));
    if (self.rank() != 0) {
      String differences = String.join(", ", differences(run, map(ofRankZero)));
      messages.send(
          0, Tags.AGREEMENT, Frame.shortened(differences).getBytes(StandardCharsets.UTF_8));
      return;
    }
    for (int rank = 1; rank < size; rank++) {
      String differences =
          new String(messages.await(rank, Tags.AGREEMENT).body(), StandardCharsets.UTF_8);
      if (!differences.isEmpty()) {
        throw lifeLine.abort(
            RankException.ERROR,
            "%s means another run than rank 0: %s; start all ranks with the same command"
                .formatted(members().get(rank), differences));
      }
    }
  }

  private static List<String> differences(Map<String, String> own, Map<String, String> wanted) {
    List<String> differences = new ArrayList<>();
    SortedMap<String, String> names = new TreeMap<>(wanted);
    names.putAll(own);
    for (String name : names.keySet()) {
      if (!Objects.equals(own.get(name), wanted.get(name))) {
        differences.add("%s is %s, not %s".formatted(name, own.get(name), wanted.get(name)));
      }
    }
    return differences;
  }

  private static byte[] bytes(Map<String, String> run) {
    try {
      return JSON.writeValueAsBytes(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> map(byte[] json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Workers workers(Workers own) {
    int[] threads = new int[size];
    threads[0] = own.threads(0);
    for (int rank = 1; rank < size; rank++) {
      threads[rank] = ByteBuffer.wrap(messages.await(rank, Tags.READY).body()).getInt();
    }
    return new MpiWorkers(lifeLine, messages, own, threads);
  }

  @Override
  public int work(Workers own) {
    int threads = own.threads(0);
    messages.send(0, Tags.READY, ByteBuffer.allocate(Integer.BYTES).putInt(threads).array());
    while (lifeLine.dismissed().isEmpty()) {
      lifeLine.check();
      Optional<Messages.Message> message = messages.poll();
      message.ifPresent(task -> own.grant(0, Wire.task(task.body())));
      Optional<ShardReport> report = own.poll();
      report.ifPresent(done -> messages.send(0, Tags.REPORT, Wire.bytes(done)));
      if (message.isEmpty() && report.isEmpty()) {
        Pause.shortly();
      }
    }
    messages.finish();
    lifeLine.close();
    return lifeLine.dismissed().getAsInt();
  }

  @Override
  public boolean stopWanted() {
    return lifeLine.stopWanted();
  }

  @Override
  public void wishStop() {
    lifeLine.wishStop();
  }

  @Override
  public RankException abort(int status, String cause) {
    return lifeLine.abort(status, Frame.shortened("%s: %s".formatted(self, cause)));
  }

  @Override
  public void leave(int status) {
    lifeLine.check();
    lifeLine.dismiss(status);
    messages.finish();
    lifeLine.close();
  }
}
