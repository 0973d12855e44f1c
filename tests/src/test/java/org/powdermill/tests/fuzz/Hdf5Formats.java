package org.powdermill.tests.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.PredictionFile;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.model.ModelArray;
import org.powdermill.hdf5.model.ModelFile;
import org.powdermill.hdf5.model.ModelFileException;
import org.powdermill.hdf5.model.ModelHeader;
import org.powdermill.tools.Powdermill;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.NetworkJson;
import org.powdermill.trainer.network.Parameter;

/**
 * HDF5 files: shards of each store, predictions, models. Damaged blindly, and with the checksums of
 * HDF5's own headers put right, which is what an enemy would do.
 */
final class Hdf5Formats {

  private final Corpus corpus;
  private final Path work;

  Hdf5Formats(Corpus corpus, Path work) {
    this.corpus = corpus;
    this.work = work;
  }

  List<ForeignFormat> all() {
    try {
      List<byte[]> shards = new ArrayList<>();
      shards.add(corpus.ofRepository("docs/examples/stream/shard-00000001.h5"));
      shards.add(generated("float32"));
      shards.add(generated("float16"));
      shards.add(generated("float32", "--deflate", "4"));
      List<byte[]> models = List.of(corpus.ofRepository("docs/examples/small.h5"), talkative());
      List<byte[]> predictions = List.of(predictions());
      List<ForeignFormat> formats = new ArrayList<>();
      for (boolean repaired : List.of(false, true)) {
        String suffix = repaired ? "-repaired" : "";
        formats.add(format("shard" + suffix, shards, repaired, Hdf5Formats::readShard));
        formats.add(format("model" + suffix, models, repaired, Hdf5Formats::readModel));
        formats.add(
            format("predictions" + suffix, predictions, repaired, Hdf5Formats::readPredictions));
      }
      return formats;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ForeignFormat format(
      String name, List<byte[]> good, boolean repaired, ForeignFormat.Reader reader) {
    if (!repaired) {
      return new ForeignFormat(name, "a.h5", false, good, reader);
    }
    List<Hdf5Metadata> metadata = good.stream().map(Hdf5Metadata::new).toList();
    return new ForeignFormat(
        name,
        "a.h5",
        false,
        good,
        ForeignFormat.Wrapping.NONE,
        reader,
        (format, random) -> metadata.get(random.nextInt(metadata.size())).damaged(random));
  }

  private byte[] generated(String store, String... more) throws IOException {
    Path folder = Files.createTempDirectory(work, "generated");
    List<String> words =
        new ArrayList<>(
            List.of(
                "generate",
                "--out",
                folder.toString(),
                "--count",
                "2",
                "--shard-size",
                "2",
                "--store",
                store,
                "--two-theta",
                "5:60:0.5"));
    words.addAll(List.of(more));
    run(words);
    return Files.readAllBytes(folder.resolve("shard-00000000.h5"));
  }

  private static void run(List<String> words) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int status =
        Powdermill.run(writer, writer, Map.of(), Path.of(""), words.toArray(new String[0]));
    if (status != 0) {
      throw new IllegalStateException(words + ": " + said);
    }
  }

  /** The model of the examples with so long a text that HDF5 puts it outside of its heap. */
  private byte[] talkative() throws IOException {
    Path small =
        Files.write(work.resolve("small.h5"), corpus.ofRepository("docs/examples/small.h5"));
    ModelHeader header = ModelFile.header(small);
    ModelHeader longer =
        new ModelHeader(
            header.network(),
            header.preprocessing(),
            header.classes(),
            header.grid(),
            header.wavelength(),
            header.statisticsDigest(),
            "{\"note\":\"%s\"}".formatted("long ".repeat(2000)),
            header.optimizer(),
            header.steps(),
            header.writerVersion());
    Path file = work.resolve("talkative.h5");
    ModelFile.write(file, longer, arrays(header), array -> new float[array.size()]);
    return Files.readAllBytes(file);
  }

  private static List<ModelArray> arrays(ModelHeader header) {
    List<ModelArray> arrays = new ArrayList<>();
    for (Parameter parameter : NetworkJson.read(header.network()).parameters()) {
      arrays.add(new ModelArray(ModelArray.PARAMETERS, parameter.name(), parameter.shape()));
    }
    return arrays;
  }

  private byte[] predictions() throws IOException {
    Path shard = Files.write(work.resolve("made.h5"), generated("float32"));
    Path file = work.resolve("predictions.h5");
    try (ShardReader reader = ShardReader.open(shard)) {
      SpaceGroupClasses classes = reader.header().identity().classes();
      PredictionRows rows = new PredictionRows(reader.columns(), classes);
      for (int row = 0; row < rows.rows(); row++) {
        for (int rank = 0; rank < PredictionRows.KEPT; rank++) {
          rows.setPredicted(row, rank, rank, 0.1f);
        }
        rows.setLoss(row, rows.label(row) < 0 ? Float.NaN : 1);
      }
      new PredictionFile("set", "model.h5", new TreeMap<>(), rows).write(file);
    }
    return Files.readAllBytes(file);
  }

  private static Optional<String> readShard(Path file) {
    try (ShardReader reader = ShardReader.open(file)) {
      reader.verify();
      float[] points = reader.readAll();
      if (points.length == 0) {
        throw new IllegalStateException("no points");
      }
      return Optional.empty();
    } catch (ShardException | FileException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> readPredictions(Path file) {
    try {
      PredictionFile unused = PredictionFile.read(file);
      return Optional.empty();
    } catch (ShardException | FileException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> readModel(Path file) {
    try {
      ModelFile.read(file, Hdf5Formats::arrays, array -> true, (array, values) -> {});
      return Optional.empty();
    } catch (ModelFileException | FileException e) {
      return Optional.of(e.getMessage());
    } catch (NetworkException e) {
      return Optional.of(file + ": " + e.getMessage());
    }
  }
}
