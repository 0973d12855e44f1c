package org.powdermill.tools;

import java.util.ArrayList;
import java.util.List;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.symmetry.SpaceGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how crystals are drawn. */
final class GenerationOptions {

  @Option(
      names = "--groups",
      paramLabel = "HOW",
      defaultValue = "frequency",
      description = "frequency or uniform; default ${DEFAULT-VALUE}.")
  private GenerationSettings.GroupDraw groups = GenerationSettings.GroupDraw.FREQUENCY;

  @Option(
      names = "--space-groups",
      paramLabel = "LIST",
      converter = SpaceGroupList.class,
      description = "Only these, as in 2,14,225; default all.")
  private SpaceGroups spaceGroups = new SpaceGroups(List.of());

  @Option(
      names = "--sizes-per-crystal",
      paramLabel = "C",
      defaultValue = "1",
      converter = WholeNumbers.PositiveInt.class,
      description = "Crystallite sizes of each crystal; default 1.")
  private int sizesPerCrystal = 1;

  @Option(
      names = "--size-range",
      paramLabel = "MIN:MAX",
      defaultValue = "20:100",
      converter = SizeRangeText.class,
      description = "Crystallite sizes, nm; default ${DEFAULT-VALUE}.")
  private SizeRange sizeRange = new SizeRange(20, 100);

  @Option(
      names = "--frequencies-by-element",
      description = "Sites by each element's own statistics.")
  private boolean frequenciesByElement;

  @Option(
      names = "--density-by-volume",
      paramLabel = "BOOL",
      arity = "1",
      defaultValue = "true",
      description = "Density given atoms' volume; default ${DEFAULT-VALUE}.")
  private boolean densityByVolume = true;

  @Option(
      names = "--compat",
      paramLabel = "paper",
      description = "paper: as the original paper's code does it.")
  private StatisticsCommand.Compatibility compatibility;

  @Mixin private ImperfectionsOption imperfections;

  @Mixin private RadiationOptions radiation;

  /** Space-group numbers. */
  record SpaceGroups(List<Integer> numbers) {}

  /** Crystallite sizes, nm. */
  record SizeRange(double min, double max) {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  GenerationSettings settings() {
    return new GenerationSettings(
        groups,
        spaceGroups.numbers(),
        sizesPerCrystal,
        sizeRange.min(),
        sizeRange.max(),
        frequenciesByElement,
        densityByVolume,
        compatibility == StatisticsCommand.Compatibility.PAPER,
        radiation.settings(),
        imperfections.imperfections());
  }

  private static final class SpaceGroupList implements ITypeConverter<SpaceGroups> {
    @Override
    public SpaceGroups convert(String text) {
      List<Integer> numbers = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        long number = NumberText.whole(part);
        if (number < 1 || number > SpaceGroup.COUNT) {
          throw new TypeConversionException("there is no space group %s".formatted(part));
        }
        numbers.add((int) number);
      }
      return new SpaceGroups(numbers);
    }
  }

  /** Reads {@code MIN:MAX}. */
  static final class SizeRangeText implements ITypeConverter<SizeRange> {
    @Override
    public SizeRange convert(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 2) {
        throw new TypeConversionException("'%s' is not MIN:MAX in nm".formatted(text));
      }
      return new SizeRange(NumberText.number(parts[0]), NumberText.number(parts[1]));
    }
  }
}
