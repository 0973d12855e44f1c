package org.powdermill.tests.fuzz;

import static org.powdermill.tests.fuzz.Corpus.utf8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.powdermill.files.FileException;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.NetworkJson;

/** JSON and TOML: states of streams, networks, configuration, what a run leaves for its report. */
final class JsonFormats {

  private static final String STREAM = "docs/examples/stream/";
  private static final String RUN = "docs/examples/run/";
  private static final String OWNER = "producer/owner-1/";

  private static final String CONSUMER =
      """
      {"format":"powdermill-consumer","version":"1.0","epoch":1,"counter":5,"phase":"reading",\
      "written":"2026-11-22T20:38:25Z","last_error":null,"host":"a","machine":"b","pid":7,\
      "process_started":3,"slurm_job":"","slurm_restart":0,"first_index":0,"next_shard":2,\
      "durable_shard":1,"removed_before":0,"wanted":[{"shard":1,"request":1}],"finished":false,\
      "shards_read":2,"diffractograms_read":8,"waiting_share":0.25}
      """;

  private static final String METRICS =
      """
      {"open":{"n":10,"n_outside":0,"classes":93,"majority":0.1,"top1":0.5,"top1_low":0.3,\
      "top1_high":0.7,"top5":0.8,"merged_pairs":0.5,"extinction_symbol":0.5,"laue":0.6,\
      "crystal_system":0.7,"loss":2.5,"top_k":[0.5,0.6,0.7]}}
      """;

  private static final String CONFIGURATION =
      """
      [simulate]
      size = 50
      two-theta = "5:90:0.02"
      format = ["csv", "png"]
      [benchmark.io]
      seconds = 3
      """;

  private final Corpus corpus;

  JsonFormats(Corpus corpus) {
    this.corpus = corpus;
  }

  List<ForeignFormat> all() {
    List<ForeignFormat> formats = new ArrayList<>();
    formats.add(stream("stream", "stream.json", corpus.ofRepository(STREAM + "stream.json")));
    formats.add(stream("end", "end.json", corpus.ofRepository(STREAM + "end.json")));
    formats.add(
        stream(
            "producer", OWNER + "state.json", corpus.ofRepository(STREAM + OWNER + "state.json")));
    formats.add(
        stream(
            "outcome",
            OWNER + "outcome.json",
            corpus.ofRepository(STREAM + OWNER + "outcome.json")));
    formats.add(stream("consumer", "consumer/owner-1/state.json", utf8(CONSUMER)));
    formats.add(
        new ForeignFormat("network", "network.json", true, networks(), JsonFormats::readNetwork));
    formats.add(
        new ForeignFormat(
            "configuration",
            "powdermill.toml",
            true,
            List.of(utf8(CONFIGURATION)),
            file ->
                CommandCall.refusal(
                    "simulate", "a.cif", "--out", "b", "--show-config", "--config", file + "")));
    formats.add(
        report("run-metrics", "run/training/metrics.jsonl", RUN + "training/metrics.jsonl"));
    formats.add(
        report("run-settings", "run/training/settings.json", RUN + "training/settings.json"));
    formats.add(
        report("run-provenance", "run/training/provenance.json", RUN + "training/provenance.json"));
    formats.add(report("run-stream", "run/stream/stream.json", RUN + "stream/stream.json"));
    formats.add(
        report(
            "run-rates",
            "run/stream/" + OWNER + "metrics.jsonl",
            RUN + "stream/" + OWNER + "metrics.jsonl"));
    formats.add(report("run-evaluation", "run/evaluation/metrics.json", utf8(METRICS)));
    return formats;
  }

  private ForeignFormat stream(String name, String file, byte[] good) {
    return new ForeignFormat(name, file, true, List.of(good), path -> readStream(root(path, file)));
  }

  private ForeignFormat report(String name, String file, String good) {
    return report(name, file, corpus.ofRepository(good));
  }

  private ForeignFormat report(String name, String file, byte[] good) {
    return new ForeignFormat(
        name, file, true, List.of(good), path -> report(path, root(path, file)));
  }

  /** The folder that a name is relative to. */
  private static Path root(Path path, String name) {
    Path root = path;
    for (int i = 0; i < Path.of(name).getNameCount(); i++) {
      root = root.getParent();
    }
    return root;
  }

  private static List<byte[]> networks() {
    return List.of(
        utf8(NetworkJson.write(NetworkCatalogue.network("parkcnn-small", 851, 14))),
        utf8(NetworkJson.write(NetworkCatalogue.network("resnet-10-slim", 851, 14))));
  }

  private static Optional<String> readNetwork(Path file) throws IOException {
    try {
      NetworkJson.read(Files.readString(file, StandardCharsets.ISO_8859_1)).parameters();
      return Optional.empty();
    } catch (NetworkException e) {
      return Optional.of(file + ": " + e.getMessage());
    }
  }

  /** All files of a stream are read, one of which is the damaged one. */
  private static Optional<String> readStream(Path folder) {
    StreamAccess access =
        new StreamAccess(new StreamFolder(folder), Storage.disk(), MonotonicClock.system());
    List<Supplier<Optional<?>>> parts =
        List.of(
            access::identity,
            access::firstIndex,
            access::end,
            () -> access.state(StreamSide.PRODUCER, 1),
            () -> access.state(StreamSide.CONSUMER, 1),
            () -> access.outcome(StreamSide.PRODUCER, 1));
    for (Supplier<Optional<?>> part : parts) {
      try {
        Optional<?> unused = part.get();
      } catch (StreamException | FileException e) {
        return Optional.of(e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** The report tells of a part that it cannot read, and shows the others. */
  private Optional<String> report(Path file, Path folder) {
    Path run = folder.resolve("run");
    try {
      Path metrics = run.resolve("training/metrics.jsonl");
      if (!Files.exists(metrics)) {
        Files.createDirectories(metrics.getParent());
        Files.write(metrics, corpus.ofRepository(RUN + "training/metrics.jsonl"));
      }
      Optional<String> refusal =
          CommandCall.refusal(
              "report", run.toString(), "--out", folder.resolve("report.html") + "");
      return refusal.map(line -> file.getFileName() + ": " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
