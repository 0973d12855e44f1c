package org.powdermill.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void aFileThatFailsHalfWayLeavesNothing() {
    Path file = folder.resolve("a.csv");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(FileException.class)
        .hasMessage("cannot write %s: No space left on device", file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOlderFileStaysWhenTheNewOneFails() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void theNewFileReplacesTheOldOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");

    AtomicFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("none").resolve("a.csv");

    assertThatThrownBy(() -> AtomicFile.write(file, "text"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("cannot write " + file)
        .hasMessageContaining("no such file or folder");
  }
}
