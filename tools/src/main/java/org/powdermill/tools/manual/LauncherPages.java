package org.powdermill.tools.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages of the commands that the launcher has of its own, with their help as it is. */
final class LauncherPages {

  /** Command and the page with more on it, from docs/commands. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "setup", "../installation.md",
          "dist", "../installation.md",
          "test", "../../CONTRIBUTING.md",
          "workflow", "../workflow.md",
          "quickstart", "../start.md");

  private LauncherPages() {}

  /**
   * The text of each page by the name of its file.
   *
   * @param launcher {@code powdermill}
   */
  static Map<String, String> all(Path launcher) {
    Map<String, String> pages = new LinkedHashMap<>();
    COMMANDS.keySet().stream()
        .sorted()
        .forEach(name -> pages.put(name + ".md", page(name, help(launcher, name))));
    return pages;
  }

  private static String page(String name, String help) {
    return "# powdermill %s\n\nA command of the launcher.\n\n[All commands](README.md) · [more on it](%s)\n\n```text\n%s\n```\n"
        .formatted(name, COMMANDS.get(name), help.strip());
  }

  private static String help(Path launcher, String name) {
    try {
      Process process =
          new ProcessBuilder(launcher.toString(), name, "--help").redirectErrorStream(true).start();
      String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("%s %s --help: %s".formatted(launcher, name, help));
      }
      return help;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
