package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.model.ModelArray;
import org.powdermill.hdf5.model.ModelFile;
import org.powdermill.hdf5.model.ModelHeader;

/** The run in docs/examples was written by generate and train; what they do not leave is added. */
class ReportCommandTest {

  private static final Path EXAMPLE = Call.PROJECT.resolve("docs/examples/run");
  private static final int BATCH = 145;

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void aRun() throws IOException {
    run = folder.resolve("run");
    copy(EXAMPLE, run);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private Path metrics() {
    return run.resolve("training/metrics.jsonl");
  }

  private String page() throws IOException {
    Call call = Call.of("report", run);
    assertThat(call.status()).as(call.err()).isZero();
    return Files.readString(run.resolve("report.html"));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(run.resolve(name).getParent());
    Files.writeString(run.resolve(name), text);
  }

  @Test
  void aWholeRunIsOnThePage() throws IOException {
    evaluation("match");
    write("evaluation/report.html", "the evaluation's page");
    comparison();
    model("model-last.h5");

    Call call = Call.of("report", run);

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .isEqualTo(
            "%s/report.html: stream, training, evaluation, comparison; not there: statistics, test sets%n"
                .formatted(run));
    assertThat(Files.readString(run.resolve("report.html")))
        .startsWith("<!DOCTYPE html>")
        .contains(
            "<dt>network</dt><dd>parkcnn-small</dd>", "<dt>diffractograms seen</dt><dd>11,520</dd>")
        .contains("<dt>training</dt><dd>ended</dd>", "<dt>epochs</dt><dd>12</dd>")
        .contains("id=\"curves-0-accuracy", "id=\"curves-0-errors", "id=\"curves-0-loss-log")
        .contains("Weights: average", "counts epochs of 960 diffractograms")
        .contains("Vertical lines: the run went on from a checkpoint")
        .contains("id=\"trainer-waiting", "id=\"generator-total", "number of ranks: 1;")
        .contains("<td>match</td><td><b>62.0&nbsp;%", "(59.3 to 64.6)")
        .contains("href=\"./evaluation/report.html\"", "href=\"./comparison/comparison.html\"")
        .contains("density factor", "ending stopped")
        .contains(": <code>powdermill report " + run + "</code>")
        .contains("powdermill train --resume --stream run/stream --network parkcnn-small")
        .contains("<td>plan.learning_rate</td><td>0.001</td>", "<td>seeds.training</td><td>0</td>")
        .contains("961d637fd8b7e7f72b5520b9ab5991d98fbc9e05ef52283a2dfaec91efaa2463")
        .contains("model-last.h5", sha256(run.resolve("training/model-last.h5")))
        .doesNotContain("<script", "Not shown", "NaN", "src=", "@import");
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void evaluation(String set) throws IOException {
    Map<String, Object> figures =
        Map.ofEntries(
            Map.entry("n", 1234),
            Map.entry("n_outside", 34),
            Map.entry("classes", 93),
            Map.entry("majority", 0.12),
            Map.entry("top1", 0.62),
            Map.entry("top1_low", 0.593),
            Map.entry("top1_high", 0.646),
            Map.entry("top5", 0.85),
            Map.entry("loss", 1.5));
    write("evaluation/metrics.json", new ObjectMapper().writeValueAsString(Map.of(set, figures)));
  }

  private void comparison() {
    Call call =
        Call.of(
            "compare",
            "--structures",
            Call.PROJECT.resolve("docs/examples"),
            "--split",
            "random",
            "--count",
            100,
            "--out",
            run.resolve("comparison"));
    assertThat(call.status()).as(call.err()).isZero();
  }

  private void model(String name) {
    ModelHeader header =
        new ModelHeader(
            "{\"name\":\"parkcnn-small\"}",
            "raw",
            new SpaceGroupClasses(List.of(2, 14)),
            new TwoThetaGrid(5, 90, 0.1),
            1.5406,
            "961d637fd8b7e7f72b5520b9ab5991d98fbc9e05ef52283a2dfaec91efaa2463",
            "{\"seed\":7}",
            ModelHeader.NO_OPTIMIZER,
            360,
            "powdermill");
    ModelFile.write(
        run.resolve("training").resolve(name),
        header,
        List.of(new ModelArray(ModelArray.PARAMETERS, "w", List.of(2))),
        array -> new float[2]);
  }

  @Test
  void aTrainingRunAloneHasAPageAndASummaryInJson() throws IOException {
    Path page = folder.resolve("pages/page.html");

    Call call = Call.of("report", run.resolve("training"), "--out", page, "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode summary = new ObjectMapper().readTree(call.out());
    assertThat(summary.get("out").asText()).isEqualTo(page.toString());
    assertThat(summary.get("parts")).hasSize(1);
    assertThat(summary.get("parts").get(0).asText()).isEqualTo("training");
    assertThat(summary.get("faults")).isEmpty();
    assertThat(Files.readString(page)).contains("id=\"curves-0-loss", "Not here: statistics");
  }

  @Test
  void aFolderOfSomethingElseIsRefusedInOneLine() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    for (Path other : List.of(empty, folder.resolve("missing"), metrics())) {
      Call call = Call.of("report", other);

      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err().strip().lines()).hasSize(1);
      assertThat(call.err()).contains(other.toString(), "name ");
    }
    assertThat(empty).isEmptyDirectory();
    Call call = Call.of("report", run, "--out", empty);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("cannot write " + empty + ": it is a folder; name a file");
  }

  @Test
  void aSetMayHaveAnEvaluationOfItsOwn() throws IOException {
    for (String set : List.of("match", "clean")) {
      write("evaluation/%s/metrics.json".formatted(set), "{\"%s\":{\"top1\":0.5}}".formatted(set));
      write("evaluation/%s/report.html".formatted(set), "its page");
    }

    assertThat(page())
        .contains("<td>match</td><td><b>50.0&nbsp;%</b></td>", "<td>clean</td>")
        .contains("href=\"./evaluation/clean/report.html\"", "top-1 on clean");
  }

  @Test
  void aSetThatStandsInItsFolderAndInTheFileOnAllIsOneRow() throws IOException {
    String clean = "\"clean\":{\"top1\":0.5}";
    write("evaluation/clean/metrics.json", "{%s}".formatted(clean));
    write("evaluation/metrics.json", "{%s,\"match\":{\"top1\":0.25}}".formatted(clean));

    assertThat(page().split("<td>clean</td>", -1)).hasSize(2);
  }

  @Test
  void aRunInProgressIsShownUpToItsLastWholeLine() throws IOException {
    List<String> lines = Files.readAllLines(metrics());
    Files.writeString(
        metrics(), String.join("\n", lines.subList(0, 10)) + "\n" + lines.get(10).substring(0, 30));

    assertThat(page())
        .contains("in progress, or cut off", "id=\"curves-0-loss")
        .doesNotContain("Not shown");
  }

  @Test
  void whatCannotBeReadOrIsNotKnownIsTold() throws IOException {
    Files.writeString(
        metrics(),
        "{\"event\":\"of-a-later-version\"}\n{\"event\":\"step\"}\nno JSON\n[1]\n\n"
            + Files.readString(metrics()));
    write("evaluation/metrics.json", "[]");
    write("training/model-last.h5", "no HDF5");

    assertThat(page())
        .contains("lines of the metrics with events that this version does not know: 1")
        .contains("lines that lack what their event should tell (step, diffractograms, set): 1")
        .contains("lines that are no JSON objects: 3 of ")
        .contains("evaluation/metrics.json is no JSON object")
        .contains("model-last.h5: ")
        .contains("id=\"curves-0-loss");
  }

  @Test
  void namesFromFilesStayText() throws IOException {
    String name = "<script>alert(1)</script>\"onload='x'\u202E";
    evaluation(name);
    Files.writeString(
        metrics(),
        new ObjectMapper()
                .writeValueAsString(
                    Map.of(
                        "event",
                        "test",
                        "step",
                        400,
                        "diffractograms",
                        12_000,
                        "set",
                        name,
                        "weights",
                        name,
                        "top1",
                        0.5))
            + "\n",
        StandardOpenOption.APPEND);
    Path odd = folder.resolve("a 'run' <b>#1? 100%:\u00e9");
    Files.move(run, odd);
    run = odd;
    write("evaluation/report.html", "the evaluation's page");

    assertThat(page())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&#39;x&#39;?")
        .contains("<h1>Run a &#39;run&#39; &lt;b&gt;#1? 100%:\u00e9</h1>")
        .doesNotContain("<script", "\u202E", "<b>#1");
    Path elsewhere = folder.resolve("page.html");
    assertThat(Call.of("report", run, "--out", elsewhere).status()).isZero();
    assertThat(Files.readString(elsewhere))
        .contains(
            "href=\"./a%20&#39;run&#39;%20%3Cb%3E%231%3F%20100%25:%C3%A9/evaluation/report.html\"");
  }

  @Test
  void nothingOutsideOfTheFolderIsRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.json"), "{\"password\":\"12345\"}");
    Files.delete(run.resolve("training/settings.json"));
    Files.createSymbolicLink(run.resolve("training/settings.json"), secret);
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.writeString(others.resolve("metrics.json"), "{\"their-set\":{\"top1\":1}}");
    Files.createSymbolicLink(run.resolve("evaluation"), others);

    assertThat(page())
        .contains("training/settings.json leads out of the folder: not read")
        .contains("evaluation leads out of the folder: not read")
        .doesNotContain("12345", "their-set");
  }

  @Test
  void ofALineThatIsToldTwiceTheLaterWordHolds() throws IOException {
    write(
        "training/metrics.jsonl",
        step(10, 0.9) + step(20, 0.8) + step(30, 0.7) + step(20, 0.65) + step(40, 0.625));

    assertThat(page())
        .contains("where the later word holds: 2.")
        .contains("<td>40</td><td>5,800</td>");
  }

  private static String step(int step, double loss) {
    return ("{\"event\":\"step\",\"step\":%d,\"epoch\":%d,\"diffractograms\":%d,\"loss\":%s,\"top1\":0.25,"
            + "\"top5\":0.5,\"learning_rate\":1e-4,\"waiting_share\":0.001,\"diffractograms_per_second\":200}\n")
        .formatted(step, (step - 1) / 900, (long) step * BATCH, loss);
  }

  @Test
  void aLongRunsPageStaysSmall() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int step = 10; step <= 600_000; step += 10) {
      lines.append(step(step, 0.1 + 5 / Math.sqrt(step)));
      if (step % 900 == 0) {
        lines.append(
            "{\"event\":\"test\",\"step\":%d,\"epoch\":%d,\"diffractograms\":%d,\"set\":\"match\",\"top1\":0.5}\n"
                .formatted(step, step / 900 - 1, (long) step * BATCH));
      }
    }
    write("training/metrics.jsonl", lines.toString());

    String page = page();

    assertThat(page).contains("Of a curve with more than 300 points");
    assertThat(page.length()).isLessThan(600_000);
  }

  @Test
  void whatIsNoFiniteNumberIsNotDrawn() throws IOException {
    write(
        "training/metrics.jsonl",
        step(10, 0.9)
            + step(20, Double.NaN)
            + step(30, Double.POSITIVE_INFINITY)
            + step(35, 1e300)
            + step(40, 0.7));

    assertThat(page()).contains("id=\"curves-0-loss").doesNotContain("NaN", "Infinity");
  }
}
