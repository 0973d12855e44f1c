package org.powdermill.tools.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters that the workflow takes, as {@code workflows/nextflow_schema.json} describes them:
 * JSON Schema, draft 2020-12, a group of parameters for each definition.
 *
 * <p>Two keywords are ours: {@code exists} (the file must be there) and {@code neutral} (the
 * parameter changes no number of a training, so it does not enter the run id).
 */
public final class ParameterSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OUR_KEYWORDS = List.of("exists", "neutral");

  private final JsonNode root;
  private final Map<String, JsonNode> properties = new LinkedHashMap<>();

  private ParameterSchema(JsonNode root) {
    this.root = root;
    root.path("$defs")
        .forEach(
            group ->
                group
                    .path("properties")
                    .properties()
                    .forEach(entry -> properties.put(entry.getKey(), entry.getValue())));
  }

  /** That of {@code workflows/nextflow_schema.json}, as it was when this was built. */
  public static ParameterSchema ofTheWorkflow() {
    try (InputStream resource = ParameterSchema.class.getResourceAsStream("nextflow_schema.json")) {
      return new ParameterSchema(JSON.readTree(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was given, with the defaults of what was not; a parameter that is null was not given.
   *
   * @throws WorkflowException if something is unknown or wrong
   */
  public Map<String, Object> complete(Map<String, Object> given) {
    Map<String, Object> present = new LinkedHashMap<>(given);
    present.values().removeIf(value -> value == null);
    List<String> wrong = new ArrayList<>(unknown(present.keySet()));
    if (wrong.isEmpty()) {
      wrong.addAll(violations(present));
    }
    if (!wrong.isEmpty()) {
      throw new WorkflowException(String.join("; ", wrong));
    }
    Map<String, Object> complete = new LinkedHashMap<>();
    properties.forEach(
        (name, property) -> {
          if (present.containsKey(name)) {
            complete.put(name, present.get(name));
          } else if (property.has("default")) {
            complete.put(name, JSON.convertValue(property.get("default"), Object.class));
          }
        });
    return complete;
  }

  /** Whether a parameter changes no number of a training. */
  boolean isNeutral(String name) {
    return properties.get(name).path("neutral").asBoolean();
  }

  /** All parameters, for people: a line each, below a line for each group. */
  public String listing() {
    StringBuilder text = new StringBuilder();
    for (JsonNode group : root.path("$defs")) {
      text.append(group.path("title").asText()).append(System.lineSeparator());
      group
          .path("properties")
          .properties()
          .forEach(
              entry ->
                  text.append(line(entry.getKey(), entry.getValue()))
                      .append(System.lineSeparator()));
    }
    return text.toString();
  }

  private static String line(String name, JsonNode property) {
    String standard = property.has("default") ? " [" + property.get("default").asText() + "]" : "";
    return "  --%-20s %s%s".formatted(name, property.path("description").asText(), standard);
  }

  private List<String> unknown(Set<String> names) {
    return names.stream()
        .filter(name -> !properties.containsKey(name))
        .map(ParameterSchema::canonical)
        .distinct()
        .sorted()
        .map(this::unknown)
        .toList();
  }

  /** Nextflow makes two names of one that has a hyphen or a capital: they are one here. */
  private static String canonical(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replace('-', '_')
        .toLowerCase(Locale.ROOT);
  }

  private String unknown(String name) {
    if (properties.containsKey(name)) {
      return "parameters are written with an underscore: --%s".formatted(name);
    }
    String meant =
        properties.keySet().stream()
            .filter(known -> known.equals(name) || known.startsWith(name) || name.startsWith(known))
            .findFirst()
            .map(known -> "did you mean --%s?".formatted(known))
            .orElse("powdermill workflow-parameters --list shows all");
    return "there is no parameter --%s: %s".formatted(name, meant);
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema draft = JsonMetaSchema.getV202012();
    JsonMetaSchema withOurs =
        JsonMetaSchema.builder(draft)
            .keywords(OUR_KEYWORDS.stream().map(NonValidationKeyword::new).toList())
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
        .metaSchema(withOurs)
        .defaultMetaSchemaIri(withOurs.getIri())
        .build();
  }

  private List<String> violations(Map<String, Object> present) {
    JsonSchema schema = factory().getSchema(root);
    ObjectNode node = JSON.valueToTree(present);
    List<String> wrong = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (ValidationMessage message : schema.validate(node)) {
      String name = message.getInstanceLocation().getName(-1);
      if (named.add(name)) {
        wrong.add("--%s %s: %s".formatted(name, present.get(name), wanted(properties.get(name))));
      }
    }
    properties.forEach(
        (name, property) -> {
          if (property.path("exists").asBoolean()
              && present.containsKey(name)
              && !Files.isReadable(Path.of(present.get(name).toString()))) {
            wrong.add("--%s %s: no such file, or not readable".formatted(name, present.get(name)));
          }
        });
    return wrong;
  }

  /** In words what a parameter has to be. */
  private static String wanted(JsonNode property) {
    if (property.has("enum")) {
      List<String> words = new ArrayList<>();
      property.get("enum").forEach(word -> words.add(word.asText()));
      return "want one of " + String.join(", ", words);
    }
    StringBuilder text = new StringBuilder("want ");
    text.append(
        switch (property.path("type").asText("string")) {
          case "integer" -> "a whole number";
          case "number" -> "a number";
          case "boolean" -> "true or false";
          default -> "a text";
        });
    bound(text, property, "minimum", " from %s");
    bound(text, property, "exclusiveMinimum", " above %s");
    bound(text, property, "maximum", " up to %s");
    bound(text, property, "exclusiveMaximum", " below %s");
    bound(text, property, "pattern", " that fits %s");
    return text.toString();
  }

  private static void bound(StringBuilder text, JsonNode property, String keyword, String format) {
    if (property.has(keyword)) {
      text.append(format.formatted(property.get(keyword).asText()));
    }
  }
}
