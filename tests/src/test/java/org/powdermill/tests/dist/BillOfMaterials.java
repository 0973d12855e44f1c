package org.powdermill.tests.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code sbom.cdx.json} says.
 *
 * @param digests SHA-256 by file
 * @param licences the names in each component's licences, by component
 */
record BillOfMaterials(Map<String, String> digests, Map<String, Set<String>> licences) {

  private static final Set<String> WORDS = Set.of("AND", "OR", "WITH");

  static BillOfMaterials read(Path file) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Map<String, Set<String>> licences = new TreeMap<>();
    for (JsonNode component : new ObjectMapper().readTree(file.toFile()).get("components")) {
      for (JsonNode property : component.path("properties")) {
        if (property.get("name").asText().equals("powdermill:file")) {
          digests.put(property.get("value").asText(), component.at("/hashes/0/content").asText());
        }
      }
      Set<String> names =
          licences.computeIfAbsent(component.get("name").asText(), name -> new TreeSet<>());
      for (JsonNode licence : component.path("licenses")) {
        names.addAll(names(licence));
      }
    }
    return new BillOfMaterials(digests, licences);
  }

  private static List<String> names(JsonNode licence) {
    String all =
        licence.has("expression")
            ? licence.get("expression").asText()
            : licence.at("/license/id").asText(licence.at("/license/name").asText());
    return List.of(all.split("[ ()]+")).stream()
        .filter(name -> !name.isEmpty() && !WORDS.contains(name))
        .toList();
  }
}
