package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.StatisticsSettings;
import org.powdermill.statistics.entries.EntryCollector;
import org.powdermill.statistics.run.StatisticsFolder;
import org.powdermill.statistics.run.StatisticsResult;
import org.powdermill.statistics.run.StatisticsRun;
import org.powdermill.statistics.run.StatisticsSummary;
import org.powdermill.statistics.split.SplitMethod;
import org.powdermill.tools.report.ProvenanceFold;
import org.powdermill.tools.statistics.StatisticsPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** From real crystals to the statistics that random ones are drawn from. */
@Command(
    name = "statistics",
    customSynopsis = "powdermill statistics INPUT... --out DIR [OPTION]...",
    description = {
      "From real crystals to statistics, split lists and a summary.",
      "Interrupted (status 75), the same call goes on where it was."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill statistics docs/examples --out build/s --minimum-crystals 1",
      "  powdermill statistics docs/examples --out build/r --split random --seed 7"
    })
final class StatisticsCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsCommand.class);

  /** The page. */
  static final String PAGE = "summary.html";

  private static final long LOG_EVERY = 10_000;

  /** What the original program does otherwise. */
  enum Compatibility {
    PAPER
  }

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Tables (.jsonl, .jsonl.gz), CIFs, folders, .zip, .tar.gz, .tar.zst; CSV with"
              + " labels.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for what is written.")
  private Path out;

  @Option(
      names = "--split",
      paramLabel = "HOW",
      defaultValue = "structure-type",
      converter = SplitWord.class,
      description = "structure-type or random; default ${DEFAULT-VALUE}.")
  private SplitMethod split = SplitMethod.STRUCTURE_TYPE;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      defaultValue = "0.3",
      description = "Share held out for tests; default ${DEFAULT-VALUE}.")
  private double testFraction;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of the split; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--minimum-crystals",
      paramLabel = "N",
      defaultValue = "50",
      description = "Groups with fewer are no classes; default ${DEFAULT-VALUE}.")
  private int minimumCrystals;

  @Option(
      names = "--compat",
      paramLabel = "paper",
      description = "paper: the bandwidths of the paper.")
  private Compatibility compatibility;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Where the crystals come from; default the names of INPUT.")
  private String source;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "that of the source",
      description = "Of source and statistics; default '${DEFAULT-VALUE}'.")
  private String licence;

  @Option(names = "--threads", paramLabel = "T", description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  /** Spellings of the methods. */
  static final class SplitWord implements ITypeConverter<SplitMethod> {
    @Override
    public SplitMethod convert(String word) {
      for (SplitMethod method : SplitMethod.values()) {
        if (method.toString().equals(word)) {
          return method;
        }
      }
      throw new TypeConversionException(
          "'%s' is neither structure-type nor random".formatted(word));
    }
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    requireRanges();
    Provenance provenance = common.provenance();
    inputs.forEach(StatisticsCommand::requireReadable);
    AtomicFile.createFolder(out);
    inputs.forEach(provenance::input);
    provenance
        .seed("split", seed)
        .setting("split", split.toString())
        .setting("test_fraction", testFraction)
        .setting("minimum_crystals", minimumCrystals)
        .setting("compat", compatibility == null ? "" : "paper")
        .begin(out);
    StatisticsRun run;
    StatisticsResult result;
    try (Interruption interruption = new Interruption();
        Progress progress = Progress.of("statistics", () -> EntryCollector.count(inputs))) {
      AtomicLong count = new AtomicLong();
      run =
          new StatisticsRun(
              options(),
              out,
              entry -> {
                if (interruption.getAsBoolean()) {
                  throw new StatisticsException("interrupted; run the same call again to go on");
                }
                step(progress, count, entry, start);
              });
      result = run.run();
    }
    StatisticsSummary summary = StatisticsSummary.of(result);
    StatisticsFolder.write(out, result, summary);
    provenance.setting("statistics_digest", summary.digest());
    AtomicFile.write(
        out.resolve(PAGE),
        new StatisticsPage(result, summary).html(ProvenanceFold.html(provenance)));
    provenance.outputs(out, StatisticsFolder.files()).writeInto(out);
    run.forget();
    if (summary.classes() == 0) {
      LOG.warn(
          "no group has {} crystals on the statistics side: nothing can be drawn from these"
              + " statistics; lower --minimum-crystals",
          minimumCrystals);
    }
    report(summary, (System.nanoTime() - start) / 1e9);
    return Powdermill.DONE;
  }

  private void requireRanges() {
    if (!(testFraction >= 0 && testFraction < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--test-fraction %s is not in [0, 1)".formatted(testFraction));
    }
    if (minimumCrystals < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--minimum-crystals and --threads are at least 1");
    }
  }

  private static void requireReadable(Path input) {
    if (!Files.isReadable(input)) {
      throw new FileException(
          "%s: %s"
              .formatted(
                  input, Files.exists(input) ? "permission denied" : "no such file or folder"));
    }
  }

  private StatisticsRun.Options options() {
    String names =
        inputs.stream()
            .map(path -> String.valueOf(path.getFileName()))
            .collect(Collectors.joining(", "));
    return new StatisticsRun.Options(
        inputs,
        split,
        testFraction,
        seed,
        new StatisticsSettings(
            source == null ? names : source,
            licence,
            minimumCrystals,
            compatibility == Compatibility.PAPER),
        threads);
  }

  private static void step(Progress progress, AtomicLong count, String entry, long start) {
    progress.step(entry);
    long done = count.incrementAndGet();
    if (done % LOG_EVERY == 0) {
      LOG.info(
          "{} entries read, {} per second",
          done,
          Math.round(done / ((System.nanoTime() - start) / 1e9)));
    }
  }

  private void report(StatisticsSummary summary, double seconds) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("out", out.toString());
      line.put("seconds", seconds);
      line.put("summary", summary);
      spec.commandLine().getOut().println(Json.line(line));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%d crystals accepted, %d refused, %d left out; %d classes from %d crystals, %d held"
                  + " out; in %.1f s; files in %s%n",
              summary.accepted(),
              summary.refused(),
              summary.leftOut(),
              summary.classes(),
              summary.statistics(),
              summary.test(),
              seconds,
              out);
    }
  }
}
