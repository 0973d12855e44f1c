package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;

class PredictCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void writeModel() {
    model =
        RandomModel.write(
            shared.resolve("m.h5"),
            "resnet-10-slim",
            new TwoThetaGrid(10, 80, 0.1),
            List.of(2, 14, 62, 136, 225),
            0.1,
            0.5,
            0.2,
            0.1,
            0.1);
  }

  private static Call predict(Object... words) {
    List<Object> all =
        new ArrayList<>(List.of("predict", "--model", model, "--threads", "1", "--device", "cpu"));
    all.addAll(List.of(words));
    return Call.of(all.toArray());
  }

  private static List<JsonNode> lines(Call call) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : call.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private Path pattern(String name) throws IOException {
    StringBuilder text = new StringBuilder("# Wavelength 1.5406\n");
    for (int i = 100; i <= 800; i++) {
      text.append(i / 10.0).append(' ').append(i % 97 == 0 ? 100 : 3).append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void ranksTheSpaceGroupsOfACrystal() throws IOException {
    Call call = predict("--json", "--top", "3", Call.RUTILE);

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode line = lines(call).get(0);
    assertThat(line.get("file").textValue()).endsWith("rutile.cif");
    assertThat(line.get("format").textValue()).isEqualTo("cif");
    assertThat(line.get("space_groups")).hasSize(3);
    double previous = 1;
    for (JsonNode group : line.get("space_groups")) {
      assertThat(group.get("probability").doubleValue()).isLessThanOrEqualTo(previous);
      previous = group.get("probability").doubleValue();
      assertThat(group.get("number").intValue()).isIn(2, 14, 62, 136, 225);
    }
    for (String name : List.of("extinction_symbols", "laue_classes", "crystal_systems")) {
      double sum = 0;
      for (JsonNode share : line.get(name)) {
        sum += share.get("probability").doubleValue();
      }
      assertThat(sum).as(name).isCloseTo(1, within(1e-5));
    }
    assertThat(line.get("looks_like_no_class").isNull()).isTrue();
  }

  /** What simulate computes is what predict shows to the network: the same file, either way. */
  @Test
  void aCrystalAndItsSimulatedPeaksAndPatternAreOne() throws IOException {
    Path simulated = folder.resolve("simulated");
    Call.of("simulate", Call.RUTILE, "--out", simulated, "--two-theta", "10:80:0.1");

    List<JsonNode> lines =
        lines(
            predict(
                "--json",
                Call.RUTILE,
                simulated.resolve("rutile.peaks.csv"),
                simulated.resolve("rutile.diffractogram.csv")));

    assertThat(lines)
        .extracting(line -> line.get("format").textValue())
        .containsExactly("cif", "peaks", "columns");
    for (JsonNode line : lines) {
      assertThat(line.get("largest_probability").doubleValue())
          .isCloseTo(lines.get(0).get("largest_probability").doubleValue(), within(1e-4));
      assertThat(line.get("space_groups").get(0).get("number"))
          .isEqualTo(lines.get(0).get("space_groups").get(0).get("number"));
    }
  }

  @Test
  void aBadFileIsNamedAndTheOthersGoOn() throws IOException {
    Path bad = Files.writeString(folder.resolve("b.xy"), "5 1\n6 x\n");
    pattern("a.xy");
    pattern("c.xy");
    Files.writeString(folder.resolve("readme.md"), "no pattern");

    Call call = predict("--json", folder, folder.resolve("missing.xy"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(lines(call))
        .extracting(line -> Path.of(line.get("file").textValue()).getFileName().toString())
        .containsExactly("a.xy", "c.xy");
    assertThat(call.err().lines())
        .containsExactly(
            "powdermill predict: " + bad + ": line 2 is not an angle and an intensity",
            "powdermill predict: " + folder.resolve("missing.xy") + ": there is no such file");
  }

  @Test
  void textTellsAllInAFewLines() throws IOException {
    Call call = predict(pattern("a.xy"));

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("columns, wavelength 1.5406 angstrom\n")
        .containsPattern("\\n +0\\.\\d{3} +\\d+  \\S.*\\n")
        .containsPattern("extinction symbol: \\S+ .+ 0\\.\\d+")
        .containsPattern("Laue class: \\S+ 0\\.\\d+")
        .containsPattern("crystal system: \\w+ 0\\.\\d+")
        .contains("no threshold was set (--calibrate-novelty)")
        .containsPattern("1 predicted, 0 refused, 0 other files skipped, in [0-9.]+ s");
  }

  @Test
  void thePriorChangesTheRanks() throws IOException {
    Path file = pattern("a.xy");
    Path prior = Files.writeString(folder.resolve("prior.csv"), "space_group,frequency\n225,1\n");

    JsonNode only = lines(predict("--json", "--prior", prior, file)).get(0);
    JsonNode training = lines(predict("--json", file)).get(0);
    JsonNode uniform = lines(predict("--json", "--prior", "uniform", file)).get(0);

    assertThat(only.get("space_groups").get(0).toString())
        .isEqualTo("{\"number\":225,\"symbol\":\"F m -3 m\",\"probability\":1.0}");
    double sum = 0;
    for (JsonNode group : training.get("space_groups")) {
      sum += group.get("probability").doubleValue() / frequency(group);
    }
    for (JsonNode group : training.get("space_groups")) {
      double expected = group.get("probability").doubleValue() / frequency(group) / sum;
      assertThat(probability(uniform, group.get("number").intValue()))
          .isCloseTo(expected, within(1e-6));
    }
    Call missing = predict("--prior", folder.resolve("no.csv"), file);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("--prior takes uniform or a CSV: space_group,frequency");
  }

  private static double frequency(JsonNode group) {
    return switch (group.get("number").intValue()) {
      case 14 -> 0.5;
      case 62 -> 0.2;
      default -> 0.1;
    };
  }

  private static double probability(JsonNode line, int number) {
    for (JsonNode group : line.get("space_groups")) {
      if (group.get("number").intValue() == number) {
        return group.get("probability").doubleValue();
      }
    }
    throw new AssertionError("no space group " + number);
  }

  @Test
  void picturesShowWhatTheNetworkSaw() throws IOException {
    Path pictures = folder.resolve("pictures");
    Path file = pattern("a.xy");

    Call png = predict("--picture", pictures, file);
    Call svg = predict("--picture", pictures, "--picture-format", "svg", file);

    assertThat(png.status()).as(png.err()).isZero();
    assertThat(svg.status()).as(svg.err()).isZero();
    assertThat(ImageIO.read(pictures.resolve("a.xy.png").toFile()).getWidth()).isEqualTo(3200);
    assertThat(pictures.resolve("a.xy.svg")).content().contains("viewBox=\"0 0 1600 900\"");
    assertThat(pictures.resolve("provenance.json")).exists();
  }

  @Test
  void noveltyIsCalibratedAndThenFlagged() throws IOException {
    Path own =
        RandomModel.write(
            folder.resolve("own.h5"), "resnet-10-slim", TwoThetaGrid.DEFAULT, List.of(2, 14, 62));
    Path set = folder.resolve("set.h5");
    Call.of("testset", "--built-in", "--out", set);

    Call few = Call.of("predict", "--model", own, "--calibrate-novelty", set, "--device", "cpu");
    assertThat(few.status()).isEqualTo(1);
    assertThat(few.err()).contains("30 rows have a space group that is a class of the model");
    Call set1 =
        Call.of(
            "predict",
            "--model",
            own,
            "--calibrate-novelty",
            set,
            "--false-alarms",
            "0.1",
            "--device",
            "cpu",
            "--json");
    assertThat(set1.status()).as(set1.err()).isZero();
    JsonNode threshold = JSON.readTree(set1.out());
    assertThat(threshold.get("held_out").get("n").intValue()).isEqualTo(348);
    assertThat(folder.resolve("own.novelty.json")).exists();
    JsonNode predicted =
        lines(Call.of("predict", "--model", own, "--json", "--device", "cpu", Call.RUTILE)).get(0);
    assertThat(predicted.get("novelty_threshold")).isEqualTo(threshold.get("threshold"));
    assertThat(predicted.get("looks_like_no_class").booleanValue())
        .isEqualTo(
            predicted.get("largest_probability").doubleValue()
                < threshold.get("threshold").doubleValue());
  }

  @Test
  void wrongUsageAndMissingModelsAreOneLine() {
    Call none = predict();
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("Missing required parameter: 'FILE'");
    Call empty = predict(folder);
    assertThat(empty.status()).isEqualTo(1);
    assertThat(empty.err()).contains("no pattern and no CIF in");
    Call missing = Call.of("predict", "--model", folder.resolve("no.h5"), Call.RUTILE);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err().lines()).hasSize(1);
    assertThat(missing.err()).contains("no.h5");
    assertThat(predict("--peaks", "q", Call.RUTILE).err()).contains("'q' is not d or two-theta");
    assertThat(predict("--pad", "left", Call.RUTILE).err()).contains("'left' is not zero or edge");
  }

  @Test
  void whatIsNoModelIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("m.h5"), "no model");

    Call call = Call.of("predict", "--model", file, Call.RUTILE);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.err()).contains("m.h5").doesNotContain("an error of the program");
  }
}
