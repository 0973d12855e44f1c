package org.powdermill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.powdermill.files.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A {@code powdermill.toml}: a section for each command, in it the command's options by their long
 * names without dashes. Arrays are lists. Format: docs/formats.md.
 */
final class ConfigurationFile {

  private static final String NAME = "powdermill.toml";

  private static final ConfigurationFile NONE = new ConfigurationFile(Path.of(NAME));

  private final Path file;
  private final Map<String, Map<String, String>> sections = new HashMap<>();

  private ConfigurationFile(Path file) {
    this.file = file;
  }

  /**
   * The file that {@code --config} names, else {@code powdermill.toml} in the folder, else an empty
   * one. Nothing is read where help is asked for: it must come even if the file is broken.
   *
   * @throws ConfigurationException if it cannot be read or holds what no command knows
   */
  static ConfigurationFile find(String[] args, Path folder, CommandSpec root) {
    List<String> words = List.of(args);
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      return NONE;
    }
    Path named = named(words);
    if (named != null) {
      return read(named, root);
    }
    Path usual = folder.resolve(NAME);
    return Files.exists(usual) ? read(usual, root) : NONE;
  }

  private static Path named(List<String> words) {
    Path named = null;
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      if (words.get(i).startsWith("--config=")) {
        named = Path.of(words.get(i).substring("--config=".length()));
      } else if (words.get(i).equals("--config") && i + 1 < words.size()) {
        named = Path.of(words.get(i + 1));
      }
    }
    return named;
  }

  static ConfigurationFile read(Path file, CommandSpec root) {
    ConfigurationFile configuration = new ConfigurationFile(file);
    try {
      configuration.readSection(root, "", new TomlMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "%s, line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("not TOML")),
          e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    return configuration;
  }

  private void readSection(CommandSpec command, String section, JsonNode table) {
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      String key = entry.getKey();
      if (command.subcommands().containsKey(key) && entry.getValue().isObject()) {
        readSection(
            command.subcommands().get(key).getCommandSpec(),
            section.isEmpty() ? key : section + "." + key,
            entry.getValue());
      } else if (!section.isEmpty() && isOption(command, key) && !entry.getValue().isObject()) {
        sections.computeIfAbsent(section, s -> new HashMap<>()).put(key, text(entry.getValue()));
      } else {
        throw new ConfigurationException(unknown(command, section, key));
      }
    }
  }

  private static boolean isOption(CommandSpec command, String key) {
    OptionSpec option = command.findOption("--" + key);
    return option != null && !CommonOptions.WITHOUT_OTHER_SOURCES.contains(option.longestName());
  }

  private String unknown(CommandSpec command, String section, String key) {
    if (section.isEmpty()) {
      return "%s: there is no command '%s'; sections are %s"
          .formatted(file, key, String.join(", ", command.subcommands().keySet()));
    }
    return "%s: there is no option '%s' in [%s]; see powdermill %s --help"
        .formatted(file, key, section, section.replace('.', ' '));
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","))
        : value.asText();
  }

  Path file() {
    return file;
  }

  /** The value, or null. */
  String value(String section, String key) {
    return sections.getOrDefault(section, Map.of()).get(key);
  }
}
