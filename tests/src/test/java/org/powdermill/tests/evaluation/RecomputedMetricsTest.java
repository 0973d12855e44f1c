package org.powdermill.tests.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.symmetry.ExtinctionSymbol;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.testset.TestSetSummary;
import org.powdermill.trainer.evaluation.EvaluationFolder;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.ModelComparison;
import org.powdermill.trainer.evaluation.NearestNeighbour;
import org.powdermill.trainer.evaluation.SetEvaluator;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/** Every figure of an evaluation against NumPy: from the sets, the model and the predictions. */
class RecomputedMetricsTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path MODEL =
      Path.of(System.getProperty("powdermill.root", ".."), "docs/examples/small.h5");

  private static final int ROWS = 378;

  @TempDir static Path folder;

  private static Path open;
  private static Path labelled;

  @BeforeAll
  static void evaluate() throws IOException, InterruptedException {
    requireNumpy();
    Path sets = Files.createDirectory(folder.resolve("sets"));
    open = folder.resolve("open.h5");
    TestSetSummary unused = BuiltInTestSet.write(open);
    labelled = folder.resolve("labelled.h5");
    Map<String, Path> files = write(sets);
    evaluate(MODEL, files, folder.resolve("out"));
    evaluate(untrained(), Map.of("measured", files.get("measured")), folder.resolve("other"));
    new EvaluationFolder(folder.resolve("other"))
        .write(ModelComparison.of(folder.resolve("out"), folder.resolve("other")));
  }

  private static void evaluate(Path model, Map<String, Path> files, Path out) {
    try (SetEvaluator evaluator = new SetEvaluator(model, 1, 50)) {
      NearestNeighbour neighbours = NearestNeighbour.read(labelled, evaluator.model());
      List<EvaluationRun.Result> results =
          new EvaluationRun(evaluator, files, neighbours, 3)
              .results(() -> false, rows -> {})
              .orElseThrow();
      new EvaluationFolder(out)
          .write(
              results,
              EvaluationRun.gap(results, Map.of()),
              model.getFileName().toString(),
              set -> new TreeMap<>());
    }
  }

  /** The model before it learned anything. */
  private static Path untrained() {
    SavedModel model = SavedModel.read(MODEL);
    Path file = folder.resolve("untrained.h5");
    try (Engine engine =
        EngineProvider.onClassPath().build(model.network(), 5, TrainingSettings.ofThreads(1))) {
      model.write(file, engine, false);
    }
    return file;
  }

  /** A set of each kind, smaller and noisier ones among them. */
  private static Map<String, Path> write(Path folder) throws IOException {
    NoisySets sets = new NoisySets(open);
    List<String> ids = sets.ids();
    // Patterns of the same source and of the same minerals as in the sets.
    sets.write(
        labelled,
        "{\"kind\":\"measured\"}",
        ROWS,
        0.03,
        row -> Optional.of(row < 100 ? ids.get(row) : "mineral " + row % 40 + "#L" + row),
        row -> Optional.empty());
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : List.of("plain", "anew", "moved", "made", "measured")) {
      files.put(name, folder.resolve(name + ".h5"));
    }
    sets.write(
        files.get("plain"),
        "{\"kind\":\"structures\",\"resample\":\"none\"}",
        ROWS,
        0.02,
        row -> Optional.of(ids.get(row)),
        row -> Optional.empty());
    Files.write(folder.resolve("plain.coarse-matches.txt"), ids.subList(20, 60));
    sets.write(
        files.get("anew"),
        "{\"kind\":\"structures\",\"resample\":\"rebuilt\"}",
        150,
        0,
        row -> Optional.of(ids.get(row)),
        // A source's label may be another than spglib's: such a pair is none.
        row -> row % 10 == 3 ? Optional.of(14) : Optional.empty());
    sets.write(
        files.get("moved"),
        "{\"kind\":\"structures\",\"resample\":\"coordinates\"}",
        120,
        0.2,
        row -> Optional.of(ids.get(row)),
        row -> Optional.empty());
    sets.write(
        files.get("made"),
        "{\"method\":1}",
        ROWS,
        0.01,
        row -> Optional.empty(),
        row -> Optional.empty());
    sets.write(
        files.get("measured"),
        "{\"kind\":\"measured\"}",
        ROWS,
        0.05,
        row -> Optional.of((row % 9 == 0 ? "" : "mineral " + row % 40) + "#R" + row),
        // Groups 3 and 22 are no classes.
        row -> row % 7 == 0 ? Optional.of(row % 2 == 0 ? 3 : 22) : Optional.empty());
    return files;
  }

  private static void requireNumpy() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", "import numpy, h5py")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(
        process.waitFor() == 0, "Python has no numpy or h5py: install python3-numpy, python3-h5py");
  }

  @Test
  void everyFigureIsWhatNumpyComputes() throws IOException, InterruptedException {
    JsonNode looked = recompute();

    assertThat(looked.get("kinds").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("real", "rebuilt", "coordinates", "generated", "measured");
    assertThat(looked.get("causes"))
        .map(JsonNode::asText)
        .containsExactly("occupancies", "coordinates", "whole gap");
    assertThat(looked.get("discordant").get("measured").asInt()).isPositive();
  }

  private static JsonNode recompute() throws IOException, InterruptedException {
    Map<String, List<List<Integer>>> partitions =
        Map.of(
            "extinction",
            ExtinctionSymbol.all().stream().map(ExtinctionSymbol::spaceGroups).toList(),
            "laue",
            List.copyOf(
                SpaceGroup.all().stream()
                    .collect(
                        Collectors.groupingBy(
                            SpaceGroup::laueClass,
                            Collectors.mapping(SpaceGroup::number, Collectors.toList())))
                    .values()));
    Path script = folder.resolve("recompute.py");
    try (InputStream resource = RecomputedMetricsTest.class.getResourceAsStream("recompute.py")) {
      Files.write(script, resource.readAllBytes());
    }
    Process process =
        new ProcessBuilder(
                PYTHON.toString(),
                script.toString(),
                folder.resolve("out").toString(),
                folder.resolve("sets").toString(),
                MODEL.toString(),
                labelled.toString(),
                new ObjectMapper().writeValueAsString(partitions),
                folder.resolve("other").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return new ObjectMapper().readTree(output);
  }
}
