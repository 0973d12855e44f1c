package org.powdermill.tests.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.powdermill.tests.faults.Program;

/** Programs of the command line that train a small network on short diffractograms. */
final class TrainingProcess {

  /** 851 points, four classes, two diffractograms of each crystal. */
  static final List<String> CRYSTALS =
      List.of(
          "--two-theta",
          "5:90:0.1",
          "--space-groups",
          "2,14,62,225",
          "--sizes-per-crystal",
          "2",
          "--shard-size",
          "40",
          "--threads",
          "1");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What depends on the machine. */
  private static final Set<String> MEASURED =
      Set.of("waiting_share", "diffractograms_per_second", "seconds");

  private final Path folder;

  TrainingProcess(Path folder) {
    this.folder = folder;
  }

  /** A stream whose producer has made all of it and left. */
  Path stream() {
    Path stream = folder.resolve("stream");
    List<String> arguments = new ArrayList<>(List.of("generate", "--stream", stream.toString()));
    arguments.addAll(List.of("--count", "480", "--lead", "1000"));
    arguments.addAll(CRYSTALS);
    end(start("-", 0, arguments), 0);
    return stream;
  }

  /** A set of 120 rows. */
  Path set() {
    Path shards = folder.resolve("shards");
    List<String> arguments = new ArrayList<>(List.of("generate", "--out", shards.toString()));
    arguments.addAll(CRYSTALS);
    arguments.set(arguments.indexOf("40"), "120");
    arguments.addAll(List.of("--count", "120"));
    end(start("-", 0, arguments), 0);
    return shards.resolve("shard-00000000.h5");
  }

  /** Everything that could be forgotten in a checkpoint is used: dropout, averages, a window. */
  List<String> train(Path run, List<String> data, int epochs, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--out", run.toString()));
    arguments.addAll(data);
    arguments.addAll(List.of("--network", "parkcnn-small", "--device", "cpu", "--threads", "1"));
    arguments.addAll(List.of("--epochs", Integer.toString(epochs), "--batches-per-epoch", "8"));
    arguments.addAll(List.of("--batch-size", "16", "--validation-size", "32", "--keep", "2"));
    arguments.addAll(List.of("--dropout", "--average", "0.9", "--label-smoothing", "0.1"));
    arguments.addAll(List.of("--gradient-norm-limit", "1", "--warm-up", "5", "--resume"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Starts a program that kills itself at the n-th passage of a point. */
  Program start(String point, int passage, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(point, Integer.toString(passage), "powdermill"));
    all.addAll(arguments);
    return Program.start(folder.resolve("output.txt"), List.of(), all);
  }

  /** Waits for the end of a program. */
  static void end(Program program, int status) {
    try (program) {
      assertThat(program.status()).as(program.output()).isEqualTo(status);
    }
  }

  /** The events of a run that must not depend on what happened to it, without what was measured. */
  static List<JsonNode> events(Path run) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      ObjectNode event = (ObjectNode) JSON.readTree(line);
      if (!Set.of("start", "stopped").contains(event.path("event").asText())) {
        events.add(event.remove(MEASURED));
      }
    }
    return events;
  }

  /** Has two runs the same models and the same events, bit for bit? */
  static void requireSame(Path run, Path undisturbed) throws IOException {
    assertThat(events(run)).isEqualTo(events(undisturbed));
    for (String model :
        List.of("model-last", "model-best", "model-last-average", "model-best-average")) {
      assertThat(run.resolve(model + ".h5"))
          .hasSameBinaryContentAs(undisturbed.resolve(model + ".h5"));
    }
  }
}
