package org.powdermill.testset.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.pattern.MeasurementException;

class PatternFolderTest {

  @TempDir Path folder;

  private MeasuredPatterns open(String labels) throws IOException {
    Files.writeString(folder.resolve("labels.csv"), labels);
    return MeasuredPatterns.open(folder);
  }

  @Test
  void readsColumnsHeadersAndComments() throws IOException {
    Files.writeString(folder.resolve("a.xy"), "# made by hand\n5.0 10 0.1\n\n5.5\t20\n6,3e1\n");
    Files.writeString(folder.resolve("b.csv"), "two_theta;intensity\n5;1\n6;2\n");
    MeasuredPatterns patterns =
        open("file,space_group,mineral\na.xy,P 1 21/c 1,Quartz#1\nb.csv,225,\n");

    assertThat(patterns.read(0).twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(patterns.read(0).intensity()).containsExactly(10, 20, 30);
    assertThat(patterns.read(1).intensity()).containsExactly(1, 2);
    assertThat(patterns.label(0).spaceGroup()).isEqualTo(14);
    assertThat(patterns.label(0).sourceId()).isEqualTo("Quartz_1#a.xy");
    assertThat(patterns.label(1).sourceId()).isEqualTo("#b.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "../a.xy,14; want the name of a file of the folder",
        "/etc/hosts.txt,14; want the name of a file of the folder",
        ".hidden.xy,14; want the name of a file of the folder",
        "a.exe,14; want the name of a file of the folder",
        "a.xy,231; '231' is no space group",
        "a.xy,; '' is no space group",
      })
  void labelsThatAreNoneAreRefusedWithTheirLine(String row, String message) {
    assertThatThrownBy(() -> open("file,space_group\n" + row + "\n"))
        .isInstanceOf(MeasurementException.class)
        .hasMessageContaining("labels.csv line 2")
        .hasMessageContaining(message);
  }

  @Test
  void aFolderWithoutLabelsSaysWhatIsMissing() {
    assertThatThrownBy(() -> MeasuredPatterns.open(folder))
        .isInstanceOf(MeasurementException.class)
        .hasMessageContaining("it lists the patterns: file,space_group,mineral");
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret.xy"), "5 1\n6 2\n");
    Files.createSymbolicLink(folder.resolve("a.xy"), secret);
    MeasuredPatterns patterns = open("file,space_group\na.xy,14\n");

    assertThatThrownBy(() -> patterns.read(0)).hasMessage("is a link out of the folder");
  }

  @Test
  void textAmongTheNumbersAndAnglesThatDoNotAscendAreRefused() throws IOException {
    MeasuredPatterns patterns = open("file,space_group\na.xy,14\nb.xy,14\nmissing.xy,14\n");
    Files.writeString(folder.resolve("a.xy"), "5 1\n6 x\n");
    Files.writeString(folder.resolve("b.xy"), "5 1\n5 2\n");

    assertThatThrownBy(() -> patterns.read(0))
        .hasMessage("line 2 is not an angle and an intensity");
    assertThatThrownBy(() -> patterns.read(1)).hasMessageStartingWith("the angles do not ascend");
    assertThatThrownBy(() -> patterns.read(2)).hasMessage("no such file in the folder");
  }
}
