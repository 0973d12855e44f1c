package org.powdermill.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.testset.SyntheticTestSet;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

class TrainingRunTest {

  private static final CrystalStatistics STATISTICS = StatisticsFile.builtIn().statistics();

  @TempDir static Path sets;

  @TempDir Path folder;

  @BeforeAll
  static void makeSets() {
    new SyntheticTestSet(STATISTICS, settings(0.1))
        .write(40, sets.resolve("data.h5"), 1, 0, n -> {});
    new SyntheticTestSet(STATISTICS, settings(0.5))
        .write(4, sets.resolve("coarse.h5"), 1, 0, n -> {});
  }

  private static GenerationSettings settings(double step) {
    return new GenerationSettings(
        GenerationSettings.GroupDraw.UNIFORM,
        List.of(2, 225),
        1,
        20,
        100,
        false,
        true,
        false,
        new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 90, step), 0, Map.of()));
  }

  private static TrainingOptions options(int epochs, double rate) {
    return new TrainingOptions(
        "parkcnn-small",
        false,
        3,
        epochs,
        OptionalInt.empty(),
        10,
        OptionalDouble.of(rate),
        500,
        0,
        0,
        0,
        0,
        OptionalInt.empty());
  }

  private TrainingRun.Request request(boolean resume, TrainingOptions options) {
    return request(resume, options, new ValidationSet.None(), List.of());
  }

  private TrainingRun.Request request(
      boolean resume, TrainingOptions options, ValidationSet validation, List<Path> tests) {
    return new TrainingRun.Request(
        folder,
        resume,
        new TrainingData.Sets(List.of(sets.resolve("data.h5"))),
        options,
        1,
        new TrainingRun.Evaluations(validation, tests, 1),
        new TrainingRun.Checkpoints(Duration.ofMinutes(10), 2),
        List.of());
  }

  private static TrainingRun.Result run(TrainingRun.Request request) {
    return TrainingRun.run(request, EngineProvider.onClassPath(), () -> false);
  }

  private List<JsonNode> metrics() throws IOException {
    ObjectMapper json = new ObjectMapper();
    return Files.readAllLines(folder.resolve(TrainingRun.METRICS)).stream()
        .map(
            line -> {
              try {
                return json.readTree(line);
              } catch (IOException e) {
                throw new AssertionError(line, e);
              }
            })
        .toList();
  }

  @Test
  void aNetworkLearnsTwoClassesAndTheModelSaysWhatItLearnedFrom() throws IOException {
    TrainingRun.Result result =
        run(
            request(
                false,
                options(12, 1e-3),
                new ValidationSet.Made(OptionalInt.of(60), () -> STATISTICS, 1),
                List.of(sets.resolve("data.h5"))));

    assertThat(result.ending()).isEqualTo(TrainingEvent.Ending.COMPLETE);
    assertThat(result.steps()).isEqualTo(48);
    List<JsonNode> validations =
        metrics().stream().filter(e -> e.path("event").asText().equals("validation")).toList();
    assertThat(validations).hasSize(12);
    JsonNode last = validations.get(11);
    assertThat(last.path("top1").asDouble()).isGreaterThan(0.75);
    assertThat(last.path("n").asInt()).isEqualTo(60);
    double best =
        validations.stream()
            .mapToDouble(event -> event.path("loss").asDouble())
            .min()
            .orElseThrow();
    JsonNode training = training("model-best.h5");
    JsonNode chosen =
        validations.stream()
            .filter(event -> event.path("step").asInt() == training.path("steps").asInt())
            .findFirst()
            .orElseThrow();
    assertThat(chosen.path("loss").asDouble()).isEqualTo(best);
    assertThat(training("model-last.h5").path("diffractograms").asInt()).isEqualTo(480);
    double sum = 0;
    for (JsonNode frequency : training.path("class_frequencies")) {
      sum += frequency.asDouble();
    }
    assertThat(sum).isBetween(0.999, 1.001);
    assertThat(folder.resolve("checkpoints")).isDirectoryContaining("glob:**48.h5");
  }

  private JsonNode training(String model) throws IOException {
    return new ObjectMapper().readTree(SavedModel.read(folder.resolve(model)).training());
  }

  @Test
  void aLossThatIsNoNumberStopsAndNamesItsDiffractograms() throws IOException {
    run(request(false, options(1, 1e-3)));
    overflow(folder.resolve("checkpoints/checkpoint-000000004.h5"));

    assertThatThrownBy(() -> run(request(true, options(2, 1e-3))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("lost-batch.json")
        .hasMessageContaining("--learning-rate");

    JsonNode lost = new ObjectMapper().readTree(folder.resolve("lost-batch.json").toFile());
    assertThat(lost.path("indices")).hasSize(10);
    assertThat(lost.path("step").asLong()).isEqualTo(5);
    assertThat(folder.resolve("checkpoints")).isDirectoryNotContaining("glob:**5.h5");
  }

  /** Gives a checkpoint weights whose sums are no numbers. */
  private static void overflow(Path checkpoint) {
    SavedModel model = SavedModel.read(checkpoint);
    try (Engine engine =
        EngineProvider.onClassPath().build(model.network(), 1, TrainingSettings.ofThreads(1))) {
      SavedModel.readCheckpoint(engine, checkpoint, Map.of());
      for (Parameter parameter : model.network().parameters()) {
        float[] values = new float[parameter.size()];
        Arrays.fill(values, 3e38f);
        engine.setParameter(parameter.name(), values);
      }
      model.writeCheckpoint(checkpoint, engine, Map.of());
    }
  }

  @Test
  void whatIsThereIsNotTrainedOverAndAnotherTrainingDoesNotGoOnFromIt() throws IOException {
    run(request(false, options(1, 1e-3)));

    assertThatThrownBy(() -> run(request(false, options(1, 1e-3))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("--resume");
    assertThatThrownBy(() -> run(request(true, options(2, 1e-2))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("learning_rate was 0.001, now it is 0.01");
    byte[] before = Files.readAllBytes(folder.resolve("model-last.h5"));
    assertThat(run(request(true, options(1, 1e-3))).end()).isEmpty();
    assertThat(Files.readAllBytes(folder.resolve("model-last.h5"))).isEqualTo(before);
  }

  @Test
  void aSetOfOtherAnglesIsRefusedBeforeTraining() {
    assertThatThrownBy(
            () ->
                run(
                    request(
                        false,
                        options(1, 1e-3),
                        new ValidationSet.None(),
                        List.of(sets.resolve("coarse.h5")))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("coarse.h5");
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatThrownBy(() -> run(request(false, options(1, 100))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("learning rate 100");
    assertThatThrownBy(
            () ->
                run(
                    new TrainingRun.Request(
                        folder,
                        false,
                        new TrainingData.Sets(List.of(sets.resolve("data.h5"))),
                        TrainingOptions.ofPaper("lenet"),
                        1,
                        new TrainingRun.Evaluations(new ValidationSet.None(), List.of(), 1),
                        new TrainingRun.Checkpoints(Duration.ofMinutes(1), 1),
                        List.of())))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("lenet");
  }

  @Test
  void aFolderWhereAnotherProcessTrainsIsRefused() throws IOException {
    try (FileChannel other =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      assertThatThrownBy(() -> run(request(false, options(1, 1e-3))))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("another process trains");
    }
  }
}
