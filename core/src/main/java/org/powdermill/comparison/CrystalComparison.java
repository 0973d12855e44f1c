package org.powdermill.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsException;

/**
 * Synthetic crystals beside real ones (docs/formats.md, comparison.json).
 *
 * @param crystals how many of the classes on each side
 * @param classes number of classes
 * @param frequencies test of the frequencies of the space groups
 * @param samples properties with numbers
 * @param categories properties with categories
 * @param wyckoff occupation of Wyckoff positions
 */
public record CrystalComparison(
    Triple<Integer> crystals,
    int classes,
    FrequencyTest frequencies,
    List<SampleComparison> samples,
    List<CategoricalComparison> categories,
    WyckoffComparison wyckoff) {

  /** Copies the lists. */
  public CrystalComparison {
    samples = List.copyOf(samples);
    categories = List.copyOf(categories);
  }

  /**
   * Compares. Crystals of groups that are no class are left out, but for the lattices, whose
   * density estimates see them too. Properties of a lattice type that a side does not have are left
   * out.
   *
   * @throws StatisticsException if a side has no crystals
   */
  public static CrystalComparison of(CrystalSides sides, CrystalStatistics statistics) {
    CrystalSides ofClasses = sides.of(statistics.groups().keySet());
    Triple<Integer> crystals = ofClasses.map(List::size);
    if (crystals.synthetic() == 0 || crystals.statistics() == 0 || crystals.heldOut() == 0) {
      throw new StatisticsException(
          "nothing to compare: %d synthetic crystals; of the classes %d real ones on the"
                  .formatted(crystals.synthetic(), crystals.statistics())
              + " statistics side and %d held out".formatted(crystals.heldOut()));
    }
    List<SampleComparison> samples = new ArrayList<>();
    for (SampledProperty property : SampledProperty.all()) {
      CrystalSides seen = property.latticeType().isPresent() ? sides : ofClasses;
      if (property.isKnownOf(seen)) {
        samples.add(SampleComparison.of(property, seen));
      }
    }
    return new CrystalComparison(
        crystals,
        statistics.groups().size(),
        FrequencyTest.of(ofClasses.synthetic(), statistics),
        samples,
        CategoricalProperty.all().stream()
            .map(property -> CategoricalComparison.of(property, ofClasses))
            .toList(),
        WyckoffComparison.of(ofClasses, statistics));
  }

  /** Number of targets. */
  @JsonProperty
  public long targets() {
    return 1 + samples.stream().filter(s -> s.kolmogorovSmirnov().target().isPresent()).count();
  }

  /** How many of them are met. */
  @JsonProperty
  public long targetsMet() {
    return (frequencies.meetsTarget() ? 1 : 0)
        + samples.stream()
            .map(SampleComparison::kolmogorovSmirnov)
            .filter(distances -> distances.target().isPresent() && distances.meetsTarget())
            .count();
  }
}
