package org.powdermill.testset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;

/**
 * Writes a test set: one shard of float32 rows, and beside it the list of what gave none.
 *
 * <p>A shard must know its number of rows before the first. So the items are gone through twice: at
 * first to see which give rows, then to make them, in blocks by several threads, written in the
 * order of the items. Memory goes by the block; the bytes do not depend on the threads.
 */
final class TestSetFile {

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private static final int BLOCK_ROWS = 256;

  /**
   * How a set is written.
   *
   * @param file the shard
   * @param threads at least 1
   * @param deflate level of compression, 0 to 9
   * @param progress told how many rows more are written
   */
  record Writing(Path file, int threads, int deflate, LongConsumer progress) {}

  /**
   * What was written.
   *
   * @param rows number of rows
   * @param outside rows whose space group is no class
   * @param mostFrequent rows of the most frequent class
   * @param items those that gave rows, ascending
   * @param rejects what gave none, those found before first
   */
  record Written(
      int rows, int outside, int mostFrequent, List<Integer> items, List<Reject> rejects) {}

  private final TestSetRows source;
  private final Writing writing;
  private final ForkJoinPool pool;
  private final ThreadLocal<TestSetRows.Maker> maker;
  private final int[] labels;
  private int outside;

  private TestSetFile(
      TestSetRows source, SpaceGroupClasses classes, Writing writing, ForkJoinPool pool) {
    this.source = source;
    this.writing = writing;
    this.pool = pool;
    this.maker = ThreadLocal.withInitial(source::maker);
    this.labels = new int[classes.spaceGroups().size()];
  }

  /**
   * Writes a set.
   *
   * @param identity of the shard, given its number of rows
   * @param rejects what was rejected before
   * @throws TestSetException if nothing gives a row
   */
  static Written write(
      TestSetRows source,
      IntFunction<ShardIdentity> identity,
      List<Reject> rejects,
      Writing writing) {
    ForkJoinPool pool = new ForkJoinPool(writing.threads());
    try {
      return new TestSetFile(source, identity.apply(1).classes(), writing, pool)
          .write(identity, rejects);
    } finally {
      pool.shutdown();
    }
  }

  private Written write(IntFunction<ShardIdentity> identity, List<Reject> before) {
    List<Reject> rejects = new ArrayList<>(before);
    List<Integer> items = new ArrayList<>();
    List<Optional<Reject>> faults =
        source.neverFail()
            ? Collections.nCopies(source.items(), Optional.empty())
            : pool.submit(
                    () ->
                        IntStream.range(0, source.items())
                            .parallel()
                            .mapToObj(this::fault)
                            .toList())
                .join();
    for (int item = 0; item < faults.size(); item++) {
      if (faults.get(item).isEmpty()) {
        items.add(item);
      } else {
        rejects.add(faults.get(item).get());
      }
    }
    writeRejects(rejects);
    long rows = (long) items.size() * source.rowsPerItem();
    if (rows == 0) {
      throw new TestSetException(
          "nothing gives a row of %s: %d rejected%s"
              .formatted(
                  writing.file(),
                  rejects.size(),
                  rejects.isEmpty()
                      ? ""
                      : ", the first: %s: %s"
                          .formatted(rejects.get(0).source(), rejects.get(0).reason())));
    }
    if (rows > ShardIdentity.MAX_SHARD_SIZE) {
      throw new TestSetException(
          "%d rows: at most %d fit in one file".formatted(rows, ShardIdentity.MAX_SHARD_SIZE));
    }
    ShardIdentity whole = identity.apply((int) rows);
    ShardWriter.write(
        writing.file(),
        whole,
        0,
        (int) rows,
        new ShardWriter.Options(writing.deflate(), true),
        writer -> append(writer, whole, items));
    int mostFrequent = Arrays.stream(labels).max().orElse(0);
    return new Written((int) rows, outside, mostFrequent, items, rejects);
  }

  private Optional<Reject> fault(int item) {
    try {
      maker.get().take(item);
      return Optional.empty();
    } catch (TestSetException e) {
      return Optional.of(new Reject(source.name(item), Reject.NOT_SIMULATED, e.getMessage()));
    }
  }

  private void append(ShardWriter writer, ShardIdentity identity, List<Integer> items) {
    int perItem = source.rowsPerItem();
    int block = Math.max(1, BLOCK_ROWS / perItem);
    float[][] diffractograms = new float[block * perItem][identity.grid().points()];
    ShardRow[] rows = new ShardRow[block * perItem];
    for (int first = 0; first < items.size(); first += block) {
      int start = first;
      int count = Math.min(block, items.size() - first);
      pool.submit(
              () ->
                  IntStream.range(0, count)
                      .parallel()
                      .forEach(i -> make(items.get(start + i), i * perItem, rows, diffractograms)))
          .join();
      for (int row = 0; row < count * perItem; row++) {
        writer.append(rows[row], diffractograms[row]);
        count(identity.classes().label(rows[row].spaceGroup()));
      }
      writing.progress().accept((long) count * perItem);
    }
  }

  private void make(int item, int firstRow, ShardRow[] rows, float[][] diffractograms) {
    TestSetRows.Maker mine = maker.get();
    mine.take(item);
    for (int i = 0; i < source.rowsPerItem(); i++) {
      rows[firstRow + i] = mine.row(i, diffractograms[firstRow + i]);
    }
  }

  private void count(int label) {
    if (label == SpaceGroupClasses.OUTSIDE) {
      outside++;
    } else {
      labels[label]++;
    }
  }

  private void writeRejects(List<Reject> rejects) {
    AtomicFile.write(
        TestSetFiles.beside(writing.file(), TestSetFiles.REJECTS),
        temporary -> {
          try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(temporary), CSV)) {
            csv.printRecord("source", "kind", "reason");
            for (Reject reject : rejects) {
              csv.printRecord(reject.source(), reject.kind(), reject.reason());
            }
          }
        });
  }
}
