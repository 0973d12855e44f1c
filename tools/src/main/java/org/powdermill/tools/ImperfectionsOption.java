package org.powdermill.tools;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.generation.imperfections.UniformRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says what is imitated of measured patterns. */
final class ImperfectionsOption {

  /** Words for several imperfections together. */
  private static final Map<String, List<Imperfection>> GROUPS =
      Map.of(
          "paper",
          List.of(Imperfection.values()),
          "noise",
          List.of(Imperfection.ADDITIVE_NOISE, Imperfection.MULTIPLICATIVE_NOISE),
          "peaks",
          Arrays.stream(Imperfection.values()).filter(Imperfection::isOfPeakShape).toList());

  @Option(
      names = "--imperfections",
      paramLabel = "LIST",
      converter = ImperfectionsText.class,
      description = "paper, or of noise,background,impurity,peaks.")
  private Imperfections imperfections = Imperfections.NONE;

  Imperfections imperfections() {
    return imperfections;
  }

  /**
   * Reads {@code noise,background=0:0.05,mixing=0.5}: words, each with a range, a number, or
   * neither for the paper's range; what comes later wins.
   */
  private static final class ImperfectionsText implements ITypeConverter<Imperfections> {

    @Override
    public Imperfections convert(String text) {
      Map<Imperfection, UniformRange> ranges = new EnumMap<>(Imperfection.class);
      for (String part : text.split(",", -1)) {
        int equals = part.indexOf('=');
        String word = (equals < 0 ? part : part.substring(0, equals)).strip();
        List<Imperfection> group = GROUPS.get(word);
        if (group == null) {
          Imperfection one = named(word);
          ranges.put(one, equals < 0 ? one.paper() : range(part.substring(equals + 1)));
        } else if (equals < 0) {
          group.forEach(one -> ranges.put(one, one.paper()));
        } else {
          throw new TypeConversionException(
              "'%s' is several: give each of %s its range".formatted(word, words(group)));
        }
      }
      try {
        return new Imperfections(ranges);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }

    private static Imperfection named(String word) {
      return Arrays.stream(Imperfection.values())
          .filter(imperfection -> imperfection.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of paper, noise, peaks, %s"
                          .formatted(word, words(List.of(Imperfection.values())))));
    }

    private static String words(List<Imperfection> imperfections) {
      return imperfections.stream().map(Imperfection::word).collect(Collectors.joining(", "));
    }

    private static UniformRange range(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length > 2) {
        throw new TypeConversionException("'%s' is neither MIN:MAX nor a number".formatted(text));
      }
      try {
        return new UniformRange(
            NumberText.number(parts[0]), NumberText.number(parts[parts.length - 1]));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
