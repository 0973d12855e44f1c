package org.powdermill.production;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.crystal.Element;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfections;

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
}
