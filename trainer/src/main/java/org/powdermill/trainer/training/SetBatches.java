package org.powdermill.trainer.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;

/**
 * Batches of fixed sets, read row by row in a new random order in each pass, so that sets may be
 * larger than memory. Rows of space groups that are no class are left out.
 */
final class SetBatches implements BatchSource {

  /** A row of a set. */
  private record Row(int set, int row, int label) {}

  private final List<ShardReader> sets = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final DataDescription description;
  private final int points;
  private final float[] scratch;
  private final Queue<float[]> memory = new ConcurrentLinkedQueue<>();

  private TrainingPlan plan;
  private long passStart;
  private int taken;
  private int[] order = new int[0];

  /**
   * Opens sets and looks through them.
   *
   * @throws org.powdermill.hdf5.ShardException if one is damaged
   * @throws TrainingException if they do not go together, or have no row to learn from
   */
  SetBatches(List<Path> files) {
    boolean complete = false;
    try {
      List<Map<String, Object>> described = new ArrayList<>();
      for (Path file : files) {
        ShardReader set = ShardReader.open(file);
        sets.add(set);
        set.verify();
        described.add(add(file, set));
      }
      ShardIdentity first = sets.get(0).header().identity();
      if (rows.isEmpty()) {
        throw new TrainingException(
            "%s: no row is of a class; make the set with the statistics of the run"
                .formatted(files.get(0)));
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kind", "data");
      fields.put("statistics_digest", first.statisticsDigest());
      fields.put("wavelength", first.wavelength());
      fields.put("two_theta", first.grid().toString());
      fields.put("sets", described);
      this.description = new DataDescription(first, rows.size(), 1, fields);
      this.points = first.grid().points();
      this.scratch = new float[points];
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private Map<String, Object> add(Path file, ShardReader set) {
    ShardIdentity first = sets.get(0).header().identity();
    ShardIdentity identity = set.header().identity();
    if (!identity.grid().equals(first.grid()) || identity.wavelength() != first.wavelength()) {
      throw new TrainingException(
          "%s has %s at %s angstrom, the first set %s at %s: make them alike with powdermill testset"
              .formatted(
                  file, identity.grid(), identity.wavelength(), first.grid(), first.wavelength()));
    }
    for (int row = 0; row < set.rows(); row++) {
      int label = first.classes().label(set.columns().row(row).spaceGroup());
      if (label >= 0) {
        rows.add(new Row(sets.size() - 1, row, label));
      }
    }
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", String.valueOf(file.getFileName()));
    described.put("rows", set.rows());
    described.put("seed", identity.seed());
    described.put("settings", identity.settings());
    return described;
  }

  @Override
  public DataDescription description() {
    return description;
  }

  @Override
  public DataPosition beginning() {
    return new DataPosition(0, 0);
  }

  @Override
  public void begin(TrainingPlan newPlan, DataPosition from) {
    plan = newPlan;
    passStart = from.windowStart();
    taken = from.taken();
    order = WindowOrder.shuffled(plan.seed(), passStart, rows.size());
  }

  @Override
  public Optional<Batch> next(BooleanSupplier stop) {
    float[] diffractograms = memory.poll();
    if (diffractograms == null) {
      diffractograms = new float[Math.multiplyExact(plan.batchSize(), points)];
    }
    int[] labels = new int[plan.batchSize()];
    long[] indices = new long[plan.batchSize()];
    for (int i = 0; i < labels.length; i++) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      if (taken == order.length) {
        passStart += order.length;
        taken = 0;
        order = WindowOrder.shuffled(plan.seed(), passStart, rows.size());
      }
      indices[i] = order[taken];
      Row row = rows.get(order[taken++]);
      sets.get(row.set()).read(row.row(), 1, scratch);
      System.arraycopy(scratch, 0, diffractograms, i * points, points);
      labels[i] = row.label();
    }
    return Optional.of(
        new Batch(
            diffractograms, labels, indices, DataPosition.in(passStart, order.length, taken)));
  }

  @Override
  public void recycle(Batch batch) {
    memory.offer(batch.diffractograms());
  }

  @Override
  public void requireOwnership() {
    // A set has no owner.
  }

  @Override
  public void durable(DataPosition position) {
    // Sets stay where they are.
  }

  @Override
  public void finish() {
    // Nobody makes more.
  }

  @Override
  public void close() {
    sets.forEach(ShardReader::close);
  }
}
