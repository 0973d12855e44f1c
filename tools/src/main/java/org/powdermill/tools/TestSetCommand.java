package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.generation.CrystalResampler;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.testset.CrystalSelection;
import org.powdermill.testset.IdList;
import org.powdermill.testset.LabelSource;
import org.powdermill.testset.MeasuredTestSet;
import org.powdermill.testset.NamedSet;
import org.powdermill.testset.StructureInput;
import org.powdermill.testset.StructureSettings;
import org.powdermill.testset.StructureTestSet;
import org.powdermill.testset.SyntheticTestSet;
import org.powdermill.testset.TestSetFiles;
import org.powdermill.testset.TestSetSummary;
import org.powdermill.testset.measured.MeasuredPatterns;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Test sets from structures, from the generator, from measurements. */
@Command(
    name = "testset",
    customSynopsis = "powdermill testset --structures INPUT... --out F.h5 [OPTION]...",
    description = "Test sets: of structures, synthetic, measured, or the built-in one.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill testset --synthetic 500 --out build/synthetic.h5",
      "  powdermill testset --built-in --out build/open.h5"
    })
final class TestSetCommand implements Callable<Integer> {

  /** Ending of the record of how the set was made. */
  static final String PROVENANCE = ".provenance.json";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "F.h5",
      description = "The test set; lists and provenance beside it.")
  private Path out;

  @Option(
      names = "--structures",
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Tables, CIFs, folders, archives; CSV.")
  private List<Path> structures = List.of();

  @Option(
      names = "--synthetic",
      arity = "0..1",
      fallbackValue = "" + SyntheticTestSet.USUAL_COUNT,
      paramLabel = "N",
      converter = WholeNumbers.PositiveInt.class,
      description = "N of the generator; N is 14500 by default.")
  private Integer synthetic;

  @Option(
      names = "--measured",
      paramLabel = "F",
      description = "Patterns: F.npz, or folder with labels.csv.")
  private Path measured;

  @Option(names = "--built-in", description = "The set that comes with the program.")
  private boolean builtIn;

  @Option(
      names = "--ids",
      paramLabel = "LIST",
      description = "Of structures; default those held out.")
  private Path ids;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      defaultValue = "match",
      converter = SetName.class,
      description = "all, match (default), -corrected, -pure, clean.")
  private NamedSet set = NamedSet.MATCH;

  @Option(
      names = "--resample",
      paramLabel = "PART",
      description = "rebuilt, coordinates, lattice or both.")
  private CrystalResampler.Part resample;

  @Option(
      names = "--label",
      paramLabel = "WHOSE",
      description = "source or spglib; default that of the set.")
  private LabelSource label;

  @Option(names = "--ordered", description = "Ordered crystals alone, whatever the set.")
  private boolean ordered;

  @Option(
      names = "--limits",
      paramLabel = "V:ATOMS",
      converter = LimitsText.class,
      description = "Cell, cubic angstrom, atoms; default by set.")
  private Limits limits;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "0",
      description = "Most crystals of each class; default 0, all.")
  private int perClass;

  @Mixin private StatisticsOption statisticsOption;

  @Option(
      names = "--statistics-ids",
      paramLabel = "LIST",
      description = "split-statistics.txt, if not beside FILE.")
  private Path statisticsIds;

  @Option(
      names = "--allow-training-structures",
      description = "Types that stand in the statistics, too.")
  private boolean allowTrainingStructures;

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
      converter = GenerationOptions.SizeRangeText.class,
      description = "Crystallite sizes, nm; default ${DEFAULT-VALUE}.")
  private GenerationOptions.SizeRange sizeRange = new GenerationOptions.SizeRange(20, 100);

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of sizes and resampling; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--background",
      paramLabel = "HOW",
      defaultValue = "keep",
      description = "Of measurements: keep or remove; default keep.")
  private Background background = Background.KEEP;

  @Mixin private ImperfectionsOption imperfections;

  @Mixin private RadiationOptions radiation;

  @Option(
      names = "--deflate",
      paramLabel = "L",
      defaultValue = "0",
      converter = DeflateLevel.class,
      description = "Compression, 0 (none) to 9; default ${DEFAULT-VALUE}.")
  private int deflate;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  /** What becomes of the background of measured patterns. */
  enum Background {
    KEEP,
    REMOVE
  }

  /** Largest cell, cubic angstrom, and most atoms. */
  record Limits(double volume, int atoms) {}

  @Override
  public Integer call() {
    long start = System.nanoTime();
    requireOneSource();
    Provenance provenance = common.provenance();
    AtomicFile.createFolder(out.toAbsolutePath().getParent());
    StatisticsFile statistics = statisticsOption.file();
    TestSetSummary summary;
    if (builtIn) {
      summary = BuiltInTestSet.write(out);
    } else if (synthetic != null) {
      summary = writeSynthetic(statistics);
    } else if (measured != null) {
      summary = writeMeasured(statistics);
    } else {
      summary = writeStructures(statistics);
    }
    write(provenance, statistics, summary);
    report(summary, (System.nanoTime() - start) / 1e9);
    return Powdermill.DONE;
  }

  private void requireOneSource() {
    long sources =
        Stream.of(!structures.isEmpty(), synthetic != null, measured != null, builtIn)
            .filter(given -> given)
            .count();
    if (sources != 1) {
      throw wrongUsage("want one of --structures, --synthetic, --measured and --built-in");
    }
    if (out.getFileName() == null || Files.isDirectory(out)) {
      throw wrongUsage("--out %s is a folder: name a file".formatted(out));
    }
    if (perClass < 0) {
      throw wrongUsage("--per-class is at least 0");
    }
    if (synthetic == null && !imperfections.imperfections().equals(Imperfections.NONE)) {
      throw wrongUsage("--imperfections goes with --synthetic");
    }
    if (builtIn && statisticsOption.path().isPresent()) {
      throw wrongUsage("the set of --built-in belongs to the built-in statistics");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private TestSetSummary writeSynthetic(StatisticsFile statistics) {
    GenerationSettings settings =
        checked(
            () ->
                new GenerationSettings(
                    GenerationSettings.GroupDraw.FREQUENCY,
                    List.of(),
                    sizesPerCrystal,
                    sizeRange.min(),
                    sizeRange.max(),
                    false,
                    true,
                    false,
                    radiation.settings(),
                    imperfections.imperfections()));
    try (Progress progress = Progress.of("testset", () -> synthetic)) {
      return new SyntheticTestSet(statistics.statistics(), settings)
          .write(synthetic, out, threads, deflate, progress::stepBy);
    }
  }

  private TestSetSummary writeMeasured(StatisticsFile statistics) {
    MeasuredPatterns patterns = MeasuredPatterns.open(measured);
    try (Progress progress = Progress.of("testset", patterns::count)) {
      return new MeasuredTestSet(
              patterns,
              radiation.settings(),
              background == Background.REMOVE,
              statistics.statistics())
          .write(out, threads, deflate, progress::stepBy);
    }
  }

  private TestSetSummary writeStructures(StatisticsFile statistics) {
    StructureSettings settings =
        checked(
            () ->
                new StructureSettings(
                    selection(),
                    Optional.ofNullable(resample),
                    sizesPerCrystal,
                    sizeRange.min(),
                    sizeRange.max(),
                    seed,
                    radiation.settings()));
    StructureInput input =
        new StructureInput(
            structures,
            Optional.ofNullable(ids).map(IdList::read),
            statisticsIds != null
                ? Optional.of(IdList.read(statisticsIds))
                : statisticsOption
                    .path()
                    .flatMap(file -> IdList.besideStatistics(file, statistics.origin())),
            allowTrainingStructures);
    try (Progress progress = Progress.of("testset")) {
      return new StructureTestSet(input, settings, statistics)
          .write(out, threads, deflate, progress::step, progress::stepBy);
    }
  }

  private CrystalSelection selection() {
    LabelSource usual = resample == null ? set.label() : LabelSource.SPGLIB;
    return new CrystalSelection(
        set,
        label == null ? usual : label,
        ordered || set.isOrdered(),
        limits == null ? set.maxVolume() : limits.volume(),
        limits == null ? set.maxAtoms() : limits.atoms(),
        perClass);
  }

  private <T> T checked(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(Provenance provenance, StatisticsFile statistics, TestSetSummary summary) {
    Stream.of(
            structures.stream(),
            Stream.ofNullable(measured),
            Stream.ofNullable(ids),
            Stream.ofNullable(statisticsIds))
        .flatMap(path -> path)
        .forEach(provenance::input);
    statisticsOption.addTo(provenance, statistics.statistics());
    provenance
        .seed("seed", synthetic == null ? seed : ShardRecipe.RESERVED_SEED)
        .setting("allow_training_structures", allowTrainingStructures)
        .setting("summary", values(summary))
        .outputs(
            out.toAbsolutePath().getParent(),
            List.of(
                out.getFileName().toString(),
                TestSetFiles.beside(out.getFileName(), TestSetFiles.REJECTS).toString(),
                TestSetFiles.beside(out.getFileName(), TestSetFiles.COARSE_MATCHES).toString()))
        .writeTo(TestSetFiles.beside(out, PROVENANCE));
  }

  private static Map<String, Object> values(TestSetSummary summary) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", summary.n());
    values.put("n_outside", summary.nOutside());
    values.put("classes", summary.classes());
    values.put("majority", summary.majority());
    values.put("rejected", summary.rejected());
    values.put("left_out", summary.leftOut());
    summary.coarseMatchShare().ifPresent(share -> values.put("coarse_match_share", share));
    summary.trainingTypes().ifPresent(count -> values.put("training_types", count));
    summary
        .symmetryCheckFailedShare()
        .ifPresent(share -> values.put("symmetry_check_failed_share", share));
    summary.minerals().ifPresent(count -> values.put("minerals", count));
    summary.withoutMineral().ifPresent(count -> values.put("without_mineral", count));
    values.put("statistics_digest", summary.statisticsDigest());
    return values;
  }

  private void report(TestSetSummary summary, double seconds) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("out", out.toString());
      line.putAll(values(summary));
      line.put("seconds", Math.round(seconds * 1000) / 1000.0);
      spec.commandLine().getOut().println(Json.line(line));
    } else {
      spec.commandLine().getOut().println(line(summary, seconds));
    }
  }

  private String line(TestSetSummary summary, double seconds) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d rows, %d of them outside the %d classes, most frequent class %.1f %%; %d rejected",
                summary.n(),
                summary.nOutside(),
                summary.classes(),
                100 * summary.majority(),
                summary.rejected()));
    if (summary.leftOut() > 0) {
      text.append(String.format(Locale.ROOT, ", %d left out", summary.leftOut()));
    }
    summary
        .coarseMatchShare()
        .ifPresent(share -> append(text, "%.1f %% with a coarse match", 100 * share));
    summary
        .symmetryCheckFailedShare()
        .ifPresent(share -> append(text, "%.2f %% would fail the symmetry check", 100 * share));
    summary
        .withoutMineral()
        .ifPresent(
            count ->
                append(
                    text,
                    "%d minerals, %d patterns without a name",
                    summary.minerals().orElse(0),
                    count));
    append(text, "in %.1f s; %s", seconds, out);
    return text.toString();
  }

  private static void append(StringBuilder text, String format, Object... values) {
    text.append("; ").append(String.format(Locale.ROOT, format, values));
  }

  private static final class SetName implements ITypeConverter<NamedSet> {
    @Override
    public NamedSet convert(String word) {
      return NamedSet.ofWord(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s"
                          .formatted(
                              word,
                              String.join(
                                  ", ",
                                  Stream.of(NamedSet.values()).map(NamedSet::word).toList()))));
    }
  }

  private static final class LimitsText implements ITypeConverter<Limits> {
    @Override
    public Limits convert(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 2) {
        throw new TypeConversionException("'%s' is not VOLUME:ATOMS".formatted(text));
      }
      double volume = NumberText.number(parts[0]);
      long atoms = NumberText.whole(parts[1]);
      if (!(volume > 0) || atoms < 1 || atoms > Integer.MAX_VALUE) {
        throw new TypeConversionException("'%s' leaves no crystal".formatted(text));
      }
      return new Limits(volume, (int) atoms);
    }
  }

  private static final class DeflateLevel implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      long level = NumberText.whole(text);
      if (level < 0 || level > 9) {
        throw new TypeConversionException("'%s' is not 0 to 9".formatted(text));
      }
      return (int) level;
    }
  }
}
