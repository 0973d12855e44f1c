package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.powdermill.comparison.ComparedCrystal;
import org.powdermill.comparison.ComparisonFile;
import org.powdermill.comparison.CrystalComparison;
import org.powdermill.comparison.CrystalSides;
import org.powdermill.comparison.RealCrystals;
import org.powdermill.comparison.SyntheticSample;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.EntryCollector;
import org.powdermill.statistics.entries.EntrySet;
import org.powdermill.statistics.split.SplitMethod;
import org.powdermill.tools.comparison.ComparisonPage;
import org.powdermill.tools.report.ProvenanceFold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Synthetic crystals beside real ones. */
@Command(
    name = "compare",
    customSynopsis = "powdermill compare --structures INPUT... --out DIR [OPTION]...",
    description = {
      "How far synthetic crystals resemble the real ones: comparison.json, .html.",
      "The sides are those of the statistics, if these were made of INPUT; else name",
      "them with --statistics-ids and --test-ids, or divide INPUT with --split."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill compare --structures docs/examples --split random -o b --count 500",
      "  powdermill compare --structures docs/examples --split random -o b --seed 7"
    })
final class CompareCommand implements Callable<Integer> {

  /** The distances. */
  static final String FILE = "comparison.json";

  /** The page. */
  static final String PAGE = "comparison.html";

  @Option(
      names = "--structures",
      arity = "1..*",
      required = true,
      paramLabel = "INPUT",
      description = "Real crystals: tables, CIFs, folders, archives; CSV with labels.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for what is written.")
  private Path out;

  @Option(
      names = "--statistics",
      paramLabel = "FILE",
      description = "statistics.json.gz; default the built-in open statistics.")
  private Path statisticsFile;

  @Option(
      names = "--statistics-ids",
      paramLabel = "LIST",
      description = "split-statistics.txt: ids of the statistics side.")
  private Path statisticsIds;

  @Option(
      names = "--test-ids",
      paramLabel = "LIST",
      description = "split-test.txt: ids of the crystals held out.")
  private Path testIds;

  @Option(
      names = "--split",
      paramLabel = "HOW",
      converter = StatisticsCommand.SplitWord.class,
      description = "Divide INPUT 7:3 by structure-type, or random.")
  private SplitMethod split;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Synthetic crystals; default ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of the synthetic crystals; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--threads", paramLabel = "T", description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    requireSense();
    Provenance provenance = common.provenance();
    StatisticsFile statistics =
        statisticsFile == null ? StatisticsFile.builtIn() : StatisticsFile.read(statisticsFile);
    AtomicFile.createFolder(out);
    inputs.forEach(provenance::input);
    Stream.of(statisticsFile, statisticsIds, testIds)
        .filter(Objects::nonNull)
        .forEach(provenance::input);
    provenance
        .seed("crystals", seed)
        .setting("count", count)
        .setting("split", split == null ? "" : split.toString())
        .setting("statistics_digest", statistics.statistics().digest())
        .begin(out);
    EntryCollector collector;
    RealCrystals real;
    try (Progress progress = Progress.of("structures")) {
      collector = new EntryCollector(threads, out, progress::step);
      real = sides(EntrySet.of(collector.collect(inputs)).crystals(), statistics);
    }
    List<ComparedCrystal> synthetic;
    try (Progress progress = Progress.of("synthetic crystals", () -> count)) {
      synthetic =
          SyntheticSample.draw(statistics.statistics(), count, seed, threads, progress::step);
    }
    CrystalSides sides =
        new CrystalSides(
            synthetic,
            CrystalSides.withinLimits(real.statistics()),
            CrystalSides.withinLimits(real.heldOut()));
    ComparisonFile file =
        new ComparisonFile(
            ComparisonFile.VERSION,
            statistics.statistics().source(),
            statistics.statistics().digest(),
            seed,
            CrystalComparison.of(sides, statistics.statistics()));
    file.write(out.resolve(FILE));
    AtomicFile.write(
        out.resolve(PAGE), new ComparisonPage(file).html(ProvenanceFold.html(provenance)));
    provenance.outputs(out, List.of(FILE)).writeInto(out);
    collector.forget();
    report(file.comparison());
    return Powdermill.DONE;
  }

  private void requireSense() {
    if (count < 1 || threads < 1) {
      throw new ParameterException(spec.commandLine(), "--count and --threads are at least 1");
    }
    if ((statisticsIds == null) != (testIds == null)) {
      throw new ParameterException(
          spec.commandLine(), "--statistics-ids and --test-ids go together");
    }
    if (split != null && testIds != null) {
      throw new ParameterException(spec.commandLine(), "--split and lists of ids exclude another");
    }
  }

  private RealCrystals sides(List<CrystalEntry> entries, StatisticsFile statistics) {
    if (testIds != null) {
      return RealCrystals.listed(entries, ids(statisticsIds), ids(testIds));
    }
    return split != null
        ? RealCrystals.divided(entries, split)
        : RealCrystals.divided(entries, statistics);
  }

  private static Set<String> ids(Path file) {
    try {
      return new HashSet<>(Files.readAllLines(file));
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private void report(CrystalComparison comparison) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("out", out.toString());
      line.put("crystals", comparison.crystals());
      line.put("targets", comparison.targets());
      line.put("targets_met", comparison.targetsMet());
      spec.commandLine().getOut().println(Json.line(line));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%d synthetic crystals beside %d of the statistics and %d held out; %d of %d targets"
                  + " met; files in %s%n",
              comparison.crystals().synthetic(),
              comparison.crystals().statistics(),
              comparison.crystals().heldOut(),
              comparison.targetsMet(),
              comparison.targets(),
              out);
    }
  }
}
