package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final Path EXAMPLES = Call.PROJECT.resolve("docs/examples");

  @TempDir Path folder;

  @Test
  void leavesPeaksDiffractogramAndPicture() throws IOException {
    Call call = Call.of("simulate", Call.RUTILE, "--out", out());

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).startsWith("1 simulated, 0 refused, in ").hasLineCount(1);
    assertThat(names())
        .containsExactly(
            "provenance.json", "rutile.diffractogram.csv", "rutile.peaks.csv", "rutile.png");
    assertThat(ImageIO.read(out().resolve("rutile.png").toFile()).getWidth()).isEqualTo(3200);
  }

  @Test
  void peaksOfRutileAreThoseOfTheTextbook() throws IOException {
    Call.of("simulate", Call.RUTILE, "--out", out(), "--format", "csv");

    List<String> lines = Files.readAllLines(out().resolve("rutile.peaks.csv"));
    assertThat(lines.get(0)).isEqualTo("two_theta,intensity,d,h,k,l,multiplicity");
    String[] first = lines.get(1).split(",", -1);
    assertThat(Double.parseDouble(first[0])).isBetween(27.42, 27.45);
    assertThat(first[1]).isEqualTo("1.0");
    assertThat(first[6]).isEqualTo("4");
  }

  @Test
  void diffractogramHasAPointForEachAngle() throws IOException {
    Call.of("simulate", Call.RUTILE, "--out", out(), "--format", "csv");

    List<String> lines = Files.readAllLines(out().resolve("rutile.diffractogram.csv"));
    assertThat(lines).hasSize(1 + 8501).startsWith("two_theta,intensity");
    assertThat(lines.get(1)).startsWith("5,");
    assertThat(lines.get(12)).startsWith("5.11,");
    assertThat(lines.get(8501)).startsWith("90,");
    assertThat(lines.stream().skip(1).mapToDouble(l -> Float.parseFloat(l.split(",", -1)[1])).max())
        .hasValue(1);
  }

  @Test
  void numbersDoNotDependOnTheLocale() throws IOException {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Call call = Call.of("simulate", Call.RUTILE, "--out", out(), "--format", "csv");
      assertThat(call.out()).containsPattern("in \\d+\\.\\d\\d s");
    } finally {
      Locale.setDefault(locale);
    }
    assertThat(Files.readAllLines(out().resolve("rutile.peaks.csv")).get(1).split(",", -1))
        .hasSize(7);
  }

  @Test
  void jsonTellsWhatWasComputed() throws IOException {
    Call call = Call.of("simulate", Call.RUTILE, "--out", out(), "--format", "csv", "--json");

    assertThat(call.out()).hasLineCount(1);
    JsonNode crystal = new ObjectMapper().readTree(call.out()).get("simulated").get(0);
    assertThat(crystal.get("formula").asText()).isEqualTo("TiO2");
    assertThat(crystal.get("space_group").get("number").asInt()).isEqualTo(136);
    assertThat(crystal.get("space_group").get("symbol").asText()).isEqualTo("P 42/m n m");
    assertThat(crystal.get("atoms_in_cell").asInt()).isEqualTo(6);
    assertThat(crystal.get("cell").get("a").asDouble()).isEqualTo(4.5941);
    assertThat(crystal.get("strongest_peak").get("two_theta").asDouble()).isBetween(27.4, 27.5);
    assertThat(crystal.get("files")).hasSize(2);
  }

  @Test
  void aRefusedCifIsNamedAndTheOthersGoOn() throws IOException {
    Path broken = folder.resolve("broken.cif");
    Files.writeString(broken, "data_x\n_cell_length_a -4\n_atom_site_fract_x 0\n");

    Call call =
        Call.of("simulate", broken, Call.RUTILE, "--out", out(), "--format", "csv", "--json");

    assertThat(call.status()).isEqualTo(1);
    JsonNode summary = new ObjectMapper().readTree(call.out());
    assertThat(summary.get("simulated")).hasSize(1);
    assertThat(summary.get("refused")).hasSize(1);
    assertThat(summary.get("refused").get(0).get("source").asText()).endsWith("broken.cif");
    assertThat(summary.get("refused").get(0).get("reason").asText()).isNotBlank();
    assertThat(names())
        .containsExactly("provenance.json", "rutile.diffractogram.csv", "rutile.peaks.csv");
  }

  @Test
  void crystalsOfOneCifAndOfEqualNamesDoNotOverwriteEachOther() throws IOException {
    String silicon = Files.readString(EXAMPLES.resolve("silicon.cif"));
    String copper = Files.readString(EXAMPLES.resolve("copper.cif"));
    Path both = folder.resolve("both.cif");
    Files.writeString(both, silicon + copper);
    Path again = Files.createDirectory(folder.resolve("again")).resolve("silicon.cif");
    Files.writeString(again, silicon);

    Call call =
        Call.of(
            "simulate",
            both,
            again,
            EXAMPLES.resolve("silicon.cif"),
            "--out",
            out(),
            "--format",
            "h5",
            "--no-overlay");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(names())
        .containsExactly(
            "both-copper.h5", "both-silicon.h5", "provenance.json", "silicon-2.h5", "silicon.h5");
  }

  @Test
  void severalCrystalsShareAnOverlay() throws IOException {
    Call call =
        Call.of(
            "simulate",
            Call.RUTILE,
            EXAMPLES.resolve("quartz.cif"),
            "--out",
            out(),
            "--format",
            "svg",
            "--two-theta",
            "20:60:0.02");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(names())
        .containsExactly("overlay.svg", "provenance.json", "quartz.svg", "rutile.svg");
    assertThat(Files.readString(out().resolve("overlay.svg"))).contains("<svg", "quartz", "rutile");
  }

  @Test
  void anInputThatIsNotThereIsNamedBeforeAnythingIsWritten() {
    Call call = Call.of("simulate", folder.resolve("none.cif"), "--out", out());

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip())
        .isEqualTo(
            "powdermill simulate: %s: no such file or folder"
                .formatted(folder.resolve("none.cif")));
    assertThat(out()).doesNotExist();
  }

  @Test
  void anOutputFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Call call = Call.of("simulate", Call.RUTILE, "--out", file);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip())
        .isEqualTo(
            "powdermill simulate: cannot write into %s: it is a file; name a folder"
                .formatted(file));
  }

  @Test
  void provenanceTellsCommandInputAndMachine() throws IOException {
    Call.of("simulate", Call.RUTILE, "--out", out(), "--format", "csv", "--size", "20");

    JsonNode provenance = new ObjectMapper().readTree(out().resolve("provenance.json").toFile());
    assertThat(provenance.get("command").get(0).asText()).isEqualTo("simulate");
    assertThat(provenance.get("settings").get("size_nm").asDouble()).isEqualTo(20);
    assertThat(provenance.get("inputs").get(0).get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(provenance.get("machine").get("cores").asInt()).isPositive();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
