package org.powdermill.tools.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandPagesTest {

  private static final Path FOLDER = Docs.PROJECT.resolve("docs/commands");

  @Test
  void pagesOfTheCommandsAreThoseOfTheirHelp() throws IOException {
    Map<String, String> pages = CommandPages.all(Docs.PROJECT.resolve("powdermill"));

    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      assertThat(file).as("run ./powdermill man --pages").exists();
      assertThat(Files.readString(file))
          .as("%s: run ./powdermill man --pages", file)
          .isEqualTo(page.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("a page of no command: remove it")
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }
}
