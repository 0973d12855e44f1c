package org.powdermill.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void aFolderGivesWhatIsBelowItByPath() throws IOException {
    Files.createDirectories(folder.resolve("b/deeper"));
    Files.writeString(folder.resolve("z.xy"), "");
    Files.writeString(folder.resolve("b/deeper/a.XRDML"), "");
    Files.writeString(folder.resolve("b/crystal.cif"), "");
    Files.writeString(folder.resolve("notes.pdf"), "");
    Path named = Files.writeString(elsewhere.resolve("any.thing"), "");

    InputFiles found = InputFiles.find(List.of(named, folder));

    assertThat(found.files())
        .containsExactly(
            named,
            folder.resolve("b/crystal.cif"),
            folder.resolve("b/deeper/a.XRDML"),
            folder.resolve("z.xy"));
    assertThat(found.skipped()).isEqualTo(1);
  }

  @Test
  void linksOutOfAFolderAreNotFollowed() throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret.xy"), "5 1\n");
    Files.createSymbolicLink(folder.resolve("a.xy"), secret);
    Files.createSymbolicLink(folder.resolve("b.xy"), folder.resolve("nowhere.xy"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Path inside = Files.writeString(folder.resolve("c.xy"), "5 1\n");
    Files.createSymbolicLink(folder.resolve("d.xy"), inside);

    InputFiles found = InputFiles.find(List.of(folder));

    assertThat(found.files()).containsExactly(inside, folder.resolve("d.xy"));
    assertThat(found.skipped()).isEqualTo(3);
  }
}
