package org.powdermill.production;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.generation.imperfections.UniformRange;

/**
 * The settings of a run as one text, so that equal texts mean equal bits: JSON with sorted keys and
 * no white space. Wavelength and angles are not in it; a shard names them apart. Imperfections are
 * in it only where there are some: runs without any keep the text they always had.
 */
final class CanonicalSettings {

  /**
   * Version of the method. Another number means that the same seed gives other bits; a test holds a
   * digest of diffractograms against it.
   */
  static final int METHOD = 1;

  // Not Double.toString, whose digits changed with Java 19.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private CanonicalSettings() {}

  static String of(GenerationSettings settings) {
    Map<String, Object> values = new TreeMap<>();
    values.put("method", METHOD);
    values.put("groups", settings.groups().name().toLowerCase(Locale.ROOT));
    values.put("space_groups", settings.spaceGroups().stream().sorted().distinct().toList());
    values.put("sizes_per_crystal", settings.sizesPerCrystal());
    values.put(
        "crystallite_sizes",
        List.of(settings.minCrystalliteSizeNm(), settings.maxCrystalliteSizeNm()));
    values.put("frequencies_by_element", settings.frequenciesByElement());
    values.put("density_by_volume", settings.densityByVolume());
    values.put("paper_compatible", settings.paperCompatible());
    values.put("debye_waller", settings.diffraction().overallB());
    Map<String, Double> byElement = new TreeMap<>();
    for (Map.Entry<Element, Double> entry : settings.diffraction().elementB().entrySet()) {
      byElement.put(entry.getKey().symbol(), entry.getValue());
    }
    values.put("debye_waller_by_element", byElement);
    if (!settings.imperfections().equals(Imperfections.NONE)) {
      Map<String, List<Double>> ranges = new TreeMap<>();
      settings
          .imperfections()
          .ranges()
          .forEach(
              (imperfection, range) ->
                  ranges.put(imperfection.key(), List.of(range.min(), range.max())));
      values.put("imperfections", ranges);
    }
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a text is of a run, whatever the version of the method. */
  static boolean areOfRun(String text) {
    try {
      return JSON.readTree(text).has("method");
    } catch (JsonProcessingException e) {
      throw unknown(text, e);
    }
  }

  /**
   * The settings in a text.
   *
   * @param apart wavelength and angles, which are not in it
   * @throws ProductionException if it is no such text, or of another version of the method
   */
  static GenerationSettings read(String text, DiffractionSettings apart) {
    try {
      JsonNode values = JSON.readTree(text);
      Map<Element, Double> byElement = new HashMap<>();
      values
          .path("debye_waller_by_element")
          .properties()
          .forEach(entry -> byElement.put(element(entry.getKey()), entry.getValue().asDouble()));
      List<Integer> spaceGroups = new ArrayList<>();
      values.path("space_groups").forEach(number -> spaceGroups.add(number.asInt()));
      GenerationSettings settings =
          new GenerationSettings(
              GenerationSettings.GroupDraw.valueOf(
                  values.path("groups").asText().toUpperCase(Locale.ROOT)),
              spaceGroups,
              values.path("sizes_per_crystal").asInt(),
              values.path("crystallite_sizes").path(0).asDouble(),
              values.path("crystallite_sizes").path(1).asDouble(),
              values.path("frequencies_by_element").asBoolean(),
              values.path("density_by_volume").asBoolean(),
              values.path("paper_compatible").asBoolean(),
              new DiffractionSettings(
                  apart.wavelength(),
                  apart.grid(),
                  values.path("debye_waller").asDouble(),
                  byElement),
              imperfections(values.path("imperfections")));
      if (of(settings).equals(text)) {
        return settings;
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw unknown(text, e);
    }
    throw unknown(text, null);
  }

  private static Imperfections imperfections(JsonNode ranges) {
    Map<Imperfection, UniformRange> found = new EnumMap<>(Imperfection.class);
    for (Imperfection imperfection : Imperfection.values()) {
      JsonNode range = ranges.path(imperfection.key());
      if (!range.isMissingNode()) {
        found.put(
            imperfection, new UniformRange(range.path(0).asDouble(), range.path(1).asDouble()));
      }
    }
    return new Imperfections(found);
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(() -> new IllegalArgumentException("no element " + symbol));
  }

  private static ProductionException unknown(String text, Exception cause) {
    return new ProductionException(
        "these settings are of no run that this version of the generator makes: " + text, cause);
  }
}
