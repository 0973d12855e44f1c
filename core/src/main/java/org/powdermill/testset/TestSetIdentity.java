package org.powdermill.testset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.statistics.CrystalStatistics;

/** What a test set says of itself: the header of its shard. */
final class TestSetIdentity {

  // Not Double.toString, whose digits changed with Java 19.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private TestSetIdentity() {}

  static ShardIdentity of(
      CrystalStatistics statistics,
      DiffractionSettings diffraction,
      long seed,
      SortedMap<String, Object> settings,
      int rows) {
    return new ShardIdentity(
        seed,
        statistics.digest(),
        diffraction.wavelength().angstrom(),
        diffraction.grid(),
        ShardProfile.GAUSSIAN,
        json(settings),
        classes(statistics),
        rows,
        StoreKind.FLOAT32);
  }

  /** The classes of statistics, as the generator has them. */
  static SpaceGroupClasses classes(CrystalStatistics statistics) {
    if (statistics.groups().isEmpty()) {
      throw new TestSetException(
          "the statistics have no class: make them with a lower --minimum-crystals");
    }
    return new SpaceGroupClasses(List.copyOf(statistics.groups().keySet()));
  }

  /** The settings of a set of crystals; docs/formats.md. */
  static SortedMap<String, Object> settings(StructureSettings settings) {
    CrystalSelection selection = settings.selection();
    SortedMap<String, Object> values = new TreeMap<>();
    values.put("kind", "structures");
    values.put("set", selection.set().word());
    values.put("label", selection.label().word());
    values.put("ordered", selection.ordered());
    values.put(
        "max_volume",
        Double.isInfinite(selection.maxVolume()) ? "none" : (Object) selection.maxVolume());
    values.put(
        "max_atoms",
        selection.maxAtoms() == Integer.MAX_VALUE ? "none" : (Object) selection.maxAtoms());
    values.put("per_class", selection.perClass());
    values.put("resample", settings.resampled().map(part -> lowerCase(part.name())).orElse("none"));
    values.put("sizes_per_crystal", settings.sizesPerCrystal());
    values.put(
        "crystallite_sizes",
        List.of(settings.minCrystalliteSizeNm(), settings.maxCrystalliteSizeNm()));
    values.put("debye_waller", settings.diffraction().overallB());
    Map<String, Double> byElement = new TreeMap<>();
    settings
        .diffraction()
        .elementB()
        .forEach((element, factor) -> byElement.put(element.symbol(), factor));
    values.put("debye_waller_by_element", byElement);
    return values;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String json(SortedMap<String, Object> settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
