package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.testset.TestSetSummary;

class EvaluateCommandTest {

  private static final Path MODEL = Call.PROJECT.resolve("docs/examples/small.h5");
  private static final List<Integer> GROUPS = List.of(14, 62, 225);

  @TempDir Path folder;

  private Call evaluate(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "evaluate", "--model", MODEL, "--out", folder.resolve("out"), "--device", "cpu"));
    words.addAll(List.of(more));
    if (!words.contains("--neighbours")) {
      words.addAll(List.of("--neighbours", "none")); // they take most of the time
    }
    return Call.of(words.toArray());
  }

  /** A set of rows without sense, one for each of the groups. */
  private Path set(String name, TwoThetaGrid grid, double wavelength, List<Integer> groups) {
    Path file = folder.resolve(name);
    ShardIdentity identity =
        new ShardIdentity(
            0,
            "other",
            wavelength,
            grid,
            ShardProfile.GAUSSIAN,
            "{\"kind\":\"structures\",\"resample\":\"none\"}",
            new SpaceGroupClasses(GROUPS),
            groups.size(),
            StoreKind.FLOAT32);
    ShardWriter.write(
        file,
        identity,
        0,
        groups.size(),
        ShardWriter.Options.DEFAULT,
        writer -> {
          for (int i = 0; i < groups.size(); i++) {
            float[] points = new float[grid.points()];
            points[100 + 10 * i] = 1;
            Optional<String> id = Optional.of("<q>" + i);
            writer.append(new ShardRow(groups.get(i), 50, 500, 1.2f, 5, id), points);
          }
        });
    return file;
  }

  private Path usual(String name, List<Integer> groups) {
    return set(name, TwoThetaGrid.DEFAULT, 1.5406, groups);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertOneLine(Call call, int status, String... parts) {
    assertThat(call.status()).as(call.err()).isEqualTo(status);
    assertThat(call.err().strip().lines()).hasSize(1);
    assertThat(call.err()).contains(parts);
  }

  @Test
  void leavesFiguresPredictionsAndAPage() throws IOException {
    Call call =
        evaluate("--testset", "built-in", usual("mine.h5", GROUPS), "--neighbours", "built-in");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).startsWith("top 1: built-in ").contains("mine ", "n 3");
    assertThat(call.out().strip().lines()).hasSize(1);
    assertThat(names())
        .containsExactly(
            "metrics.json",
            "predictions-built-in.h5",
            "predictions-mine.h5",
            "provenance.json",
            "report.html");
    JsonNode metrics = new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
    assertThat(metrics.fieldNames()).toIterable().containsExactly("built-in", "mine");
    assertThat(metrics.get("built-in").fieldNames())
        .toIterable()
        .startsWith(
            "n",
            "n_outside",
            "classes",
            "majority",
            "top1",
            "top1_low",
            "top1_high",
            "top5",
            "merged_pairs",
            "extinction_symbol",
            "laue",
            "crystal_system",
            "loss");
    assertThat(metrics.get("mine").get("notes")).hasSize(2);
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("<svg", "data:image/png;base64,", "&lt;q&gt;")
        .doesNotContain("<script", "<q>", "http://localhost", "NaN");
  }

  @Test
  void anotherEvaluationLeavesNothingOfTheOlderOne() throws IOException {
    assertThat(evaluate("--testset", usual("a.h5", GROUPS)).status()).isZero();
    Call call = evaluate("--testset", usual("b.h5", GROUPS), "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(call.out());
    assertThat(line.get("sets").get("b").get("n").asInt()).isEqualTo(3);
    assertThat(names()).contains("predictions-b.h5").doesNotContain("predictions-a.h5");
  }

  @Test
  void twoModelsAreTestedOnTheSameSamples() throws IOException {
    Path set = usual("same.h5", GROUPS);
    assertThat(evaluate("--testset", set).status()).isZero();
    Path out = folder.resolve("comparison");

    Call call =
        Call.of(
            "evaluate",
            "--compare",
            folder.resolve("out"),
            folder.resolve("out"),
            "--out",
            out,
            "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode same = new ObjectMapper().readTree(call.out()).get("sets").get("same");
    assertThat(same.get("difference").asDouble()).isZero();
    assertThat(same.get("probability").asDouble()).isEqualTo(1);
    assertThat(same.get("n_from").asInt()).isEqualTo(3);
    assertThat(out.resolve("comparison.json")).exists();
  }

  @Test
  void samplesThatDifferAreNotCompared() {
    assertThat(evaluate("--testset", usual("s.h5", GROUPS)).status()).isZero();
    Path first = folder.resolve("out");
    Path second = folder.resolve("second");
    assertThat(
            Call.of(
                    "evaluate",
                    "--model",
                    MODEL,
                    "--testset",
                    usual("s.h5", List.of(62, 14, 225)),
                    "--out",
                    second,
                    "--device",
                    "cpu",
                    "--neighbours",
                    "none")
                .status())
        .isZero();

    assertOneLine(
        Call.of("evaluate", "--compare", first, second), 1, "different samples", "the same set");
    assertOneLine(
        Call.of("evaluate", "--compare", first, folder), 1, "no set in common", "evaluate both");
    assertOneLine(Call.of("evaluate", "--compare", first, folder.resolve("x")), 1, "no such file");
  }

  @Test
  void aSetOfAnotherGridOrWavelengthIsRefusedWithTheCommandThatMakesItFit() {
    assertOneLine(
        evaluate("--testset", set("grid.h5", new TwoThetaGrid(5, 90, 0.1), 1.5406, GROUPS)),
        1,
        "grid.h5 does not fit the model: 2theta 5.0:90.0:0.1, not 5.0:90.0:0.01",
        "powdermill testset ... --two-theta 5.0:90.0:0.01");
    assertOneLine(
        evaluate("--testset", set("mo.h5", TwoThetaGrid.DEFAULT, 0.7093, GROUPS)),
        1,
        "wavelength 0.7093 angstrom, not 1.5406",
        "--wavelength 1.5406");
    assertThat(folder.resolve("out/metrics.json")).doesNotExist();
  }

  @Test
  void aSetWithoutARowOfTheClassesIsRefused() {
    assertOneLine(
        evaluate("--testset", usual("outside.h5", List.of(22, 24))), 1, "none of its 2 rows");
  }

  @Test
  void filesThatAreNoModelOrNoSetAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
    Path set = usual("set.h5", GROUPS);

    assertOneLine(evaluate("--testset", text), 1, "text.h5");
    assertOneLine(evaluate("--testset", folder.resolve("gone.h5")), 1, "gone.h5", "no such file");
    assertOneLine(evaluate("--testset", set, "--neighbours", text), 1, "text.h5");
    assertOneLine(
        Call.of("evaluate", "--model", set, "--testset", set, "--out", folder.resolve("o")),
        1,
        "set.h5");
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    Path one = usual("one.h5", GROUPS);
    Path other = folder.resolve("other");
    Files.createDirectory(other);
    Path same = Files.copy(one, other.resolve("one.h5"));

    assertOneLine(evaluate("--testset", one, same), 2, "both be called one");
    assertOneLine(evaluate("--testset", one, "--gap", "imaginary=" + one), 2, "'imaginary'");
    assertOneLine(Call.of("evaluate", "--testset", one), 2, "want --model, --testset and --out");
    assertOneLine(evaluate("--compare", folder, folder), 2, "and no model");
  }

  @Test
  void theGapIsDividedByTheSetsThatAreNamed() throws IOException {
    TestSetSummary summary = BuiltInTestSet.write(folder.resolve("plain.h5"));
    Path coordinates = Files.copy(folder.resolve("plain.h5"), folder.resolve("changed.h5"));

    Call call =
        evaluate(
            "--testset",
            folder.resolve("plain.h5"),
            "--gap",
            "rebuilt=%s,coordinates=%s".formatted(folder.resolve("plain.h5"), coordinates));

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode gap = new ObjectMapper().readTree(folder.resolve("out/gap.json").toFile());
    assertThat(gap.get("steps")).hasSize(1);
    JsonNode difference = gap.get("steps").get(0).get("difference");
    assertThat(difference.get("n_from").asInt()).isEqualTo(summary.n());
    assertThat(difference.get("difference").asDouble()).isZero();
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains(summary.n() + " pairs");
  }
}
