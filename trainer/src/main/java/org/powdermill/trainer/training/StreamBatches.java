package org.powdermill.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;

/**
 * Batches of a stream: rows in the order of their numbers, or mixed within windows. A window is
 * copied out of the shards, so that a shard's memory is free when its last row is.
 */
final class StreamBatches implements BatchSource {

  private final StreamReader reader;
  private final DataDescription description;
  private final int points;
  private final Queue<float[]> memory = new ConcurrentLinkedQueue<>();

  private TrainingPlan plan;
  private long windowStart;
  private int taken;
  private float[] window;
  private int[] labels;
  private long[] indices;
  private int[] order = new int[0];
  private StreamShard shard;
  private int nextRow;

  StreamBatches(Path folder, StreamReader reader) {
    this.reader = reader;
    this.description = describe(folder, reader.identity());
    this.points = reader.identity().grid().points();
    this.windowStart = reader.nextIndex();
  }

  private static DataDescription describe(Path folder, ShardIdentity identity) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", "stream");
    fields.put("seed", identity.seed());
    fields.put("statistics_digest", identity.statisticsDigest());
    fields.put("wavelength", identity.wavelength());
    fields.put("two_theta", identity.grid().toString());
    fields.put("profile", identity.profile().toString());
    fields.put("settings", identity.settings());
    fields.put("store", identity.store().word());
    return new DataDescription(identity, 0, sizesPerCrystal(folder, identity.settings()), fields);
  }

  private static int sizesPerCrystal(Path folder, String settings) {
    try {
      return new ObjectMapper().readTree(settings).path("sizes_per_crystal").asInt(1);
    } catch (JsonProcessingException e) {
      throw new TrainingException(
          "the settings of the stream %s are no JSON: make it again".formatted(folder), e);
    }
  }

  @Override
  public DataDescription description() {
    return description;
  }

  @Override
  public DataPosition beginning() {
    return new DataPosition(reader.nextIndex(), 0);
  }

  @Override
  public void begin(TrainingPlan newPlan, DataPosition from) {
    plan = newPlan;
    windowStart = from.windowStart();
    taken = from.taken();
    int rows = Math.max(plan.shuffleWindow(), plan.batchSize());
    window = new float[Math.multiplyExact(rows, points)];
    labels = new int[rows];
    indices = new long[rows];
  }

  @Override
  public Optional<Batch> next(BooleanSupplier stop) {
    float[] diffractograms = memory.poll();
    if (diffractograms == null) {
      diffractograms = new float[Math.multiplyExact(plan.batchSize(), points)];
    }
    int[] batchLabels = new int[plan.batchSize()];
    long[] batchIndices = new long[plan.batchSize()];
    int rows = 0;
    while (rows < plan.batchSize() && hasRow(stop)) {
      int row = order[taken++];
      System.arraycopy(window, row * points, diffractograms, rows * points, points);
      batchLabels[rows] = labels[row];
      batchIndices[rows++] = indices[row];
    }
    if (rows == 0 || stop.getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(
        new Batch(
            diffractograms,
            Arrays.copyOf(batchLabels, rows),
            Arrays.copyOf(batchIndices, rows),
            DataPosition.in(windowStart, order.length, taken)));
  }

  private boolean hasRow(BooleanSupplier stop) {
    if (taken < order.length) {
      return true;
    }
    // The first window may be resumed in its middle.
    if (order.length > 0) {
      windowStart += order.length;
      taken = 0;
    }
    int rows = fill(stop);
    order =
        plan.shuffleWindow() > 1
            ? WindowOrder.shuffled(plan.seed(), windowStart, rows)
            : WindowOrder.asTheyCome(rows);
    return taken < order.length;
  }

  /** Fills the window; fewer rows at the end of the stream, or none where it was stopped. */
  private int fill(BooleanSupplier stop) {
    int rows = 0;
    while (rows < labels.length) {
      if (shard == null || nextRow == shard.rows()) {
        if (!openNext(stop)) {
          return stop.getAsBoolean() ? 0 : rows;
        }
      }
      int count = Math.min(labels.length - rows, shard.rows() - nextRow);
      System.arraycopy(
          shard.diffractograms(), nextRow * points, window, rows * points, count * points);
      for (int i = 0; i < count; i++) {
        labels[rows] = label(nextRow);
        indices[rows++] = shard.index(nextRow++);
      }
    }
    return rows;
  }

  private int label(int row) {
    int label = shard.columns().label(row);
    if (label < 0) {
      throw new TrainingException(
          "diffractogram %d of the stream has a space group that is no class: it cannot be learned; make a stream of classes alone"
              .formatted(shard.index(row)));
    }
    return label;
  }

  private boolean openNext(BooleanSupplier stop) {
    if (shard != null) {
      shard.close();
      shard = null;
    }
    Optional<StreamShard> next = reader.next(stop);
    next.ifPresent(
        found -> {
          shard = found;
          nextRow = found.firstRow();
        });
    return next.isPresent();
  }

  @Override
  public void recycle(Batch batch) {
    memory.offer(batch.diffractograms());
  }

  @Override
  public void requireOwnership() {
    reader.requireOwnership();
  }

  @Override
  public void durable(DataPosition position) {
    reader.durable(position.windowStart());
  }

  @Override
  public void finish() {
    reader.finish();
  }

  @Override
  public void close() {
    reader.close();
  }
}
