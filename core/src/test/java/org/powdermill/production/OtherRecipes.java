package org.powdermill.production;

import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.GenerationSettings.GroupDraw;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.statistics.CrystalStatistics;

/** Recipes that differ from another in one thing. */
final class OtherRecipes {

  /** A recipe and what a refusal says of it. */
  record Named(String difference, ShardRecipe recipe) {}

  private OtherRecipes() {}

  static List<Named> of(ShardRecipe r) {
    DiffractionSettings d = TestRecipe.COARSE;
    return List.of(
        new Named("seed is 5, not 6", with(r, r.statistics(), r.settings(), 6, r.store())),
        new Named(
            "store is float32, not peaks",
            with(r, r.statistics(), r.settings(), 5, StoreKind.PEAKS)),
        new Named("shard_size is 20, not 10", r.withShardSize(10)),
        new Named("statistics_digest is ", with(r, otherDigest(), r.settings(), 5, r.store())),
        drawing("groups is \"frequency\", not \"uniform\"", r, GroupDraw.UNIFORM, List.of(), 2, d),
        drawing("space_groups is [], not [2,14]", r, GroupDraw.FREQUENCY, List.of(14, 2), 2, d),
        drawing("sizes_per_crystal is 2, not 1", r, GroupDraw.FREQUENCY, List.of(), 1, d),
        sizes("crystallite_sizes is [20.0,100.0], not [21.0,100.0]", r, 21, false, true, false),
        sizes("frequencies_by_element is false, not true", r, 20, true, true, false),
        sizes("density_by_volume is true, not false", r, 20, false, false, false),
        sizes("paper_compatible is false, not true", r, 20, false, true, true),
        new Named(
            "imperfections is absent, not {\"mixing\":[0.0,1.0]}",
            with(
                r,
                r.statistics(),
                r.settings()
                    .with(
                        new Imperfections(
                            Map.of(Imperfection.MIXING, Imperfection.MIXING.paper()))),
                5,
                r.store())),
        diffraction("wavelength is 1.5406, not 1.5", r, new Wavelength("1.5", 1.5), 0, Map.of()),
        diffraction("debye_waller is 0.0, not 0.5", r, Wavelength.CU_KA1, 0.5, Map.of()),
        diffraction(
            "debye_waller_by_element is {}, not {\"O\":0.8}",
            r,
            Wavelength.CU_KA1,
            0,
            Map.of(Element.of(8), 0.8)),
        drawing(
            "two_theta range is 5.0:90.0:0.2, not 5.0:90.0:0.1",
            r,
            GroupDraw.FREQUENCY,
            List.of(),
            2,
            new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 90, 0.1), 0, Map.of())));
  }

  private static ShardRecipe with(
      ShardRecipe r, CrystalStatistics s, GenerationSettings g, long seed, StoreKind store) {
    return new ShardRecipe(s, g, seed, store, r.shardSize(), r.writing());
  }

  private static CrystalStatistics otherDigest() {
    CrystalStatistics s = TestRecipe.STATISTICS;
    return new CrystalStatistics(
        s.source(),
        s.licence(),
        s.minimumCrystals(),
        s.densityBandwidths(),
        s.groups(),
        s.lattices(),
        "0".repeat(64));
  }

  private static Named drawing(
      String difference,
      ShardRecipe r,
      GroupDraw groups,
      List<Integer> spaceGroups,
      int sizesPerCrystal,
      DiffractionSettings diffraction) {
    GenerationSettings settings =
        new GenerationSettings(
            groups, spaceGroups, sizesPerCrystal, 20, 100, false, true, false, diffraction);
    return new Named(difference, with(r, r.statistics(), settings, 5, r.store()));
  }

  private static Named sizes(
      String difference,
      ShardRecipe r,
      double least,
      boolean byElement,
      boolean byVolume,
      boolean asPaper) {
    GenerationSettings settings =
        new GenerationSettings(
            GroupDraw.FREQUENCY,
            List.of(),
            2,
            least,
            100,
            byElement,
            byVolume,
            asPaper,
            TestRecipe.COARSE);
    return new Named(difference, with(r, r.statistics(), settings, 5, r.store()));
  }

  private static Named diffraction(
      String difference,
      ShardRecipe r,
      Wavelength wavelength,
      double overallB,
      Map<Element, Double> elementB) {
    GenerationSettings settings =
        TestRecipe.settings(
            new DiffractionSettings(wavelength, TestRecipe.COARSE.grid(), overallB, elementB));
    return new Named(difference, with(r, r.statistics(), settings, 5, r.store()));
  }
}
