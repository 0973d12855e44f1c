package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.tools.evaluation.EvaluationPage;
import org.powdermill.tools.report.ProvenanceFold;
import org.powdermill.trainer.evaluation.AccuracyGap;
import org.powdermill.trainer.evaluation.EvaluatedSet;
import org.powdermill.trainer.evaluation.EvaluationFolder;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.ModelComparison;
import org.powdermill.trainer.evaluation.SetEvaluator;
import org.powdermill.trainer.evaluation.SetKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a model knows. */
@Command(
    name = "evaluate",
    customSynopsis = {
      "powdermill evaluate --model M.h5 --testset F.h5... --out DIR [OPTION]...",
      "       powdermill evaluate --compare RUN_A RUN_B [--out DIR]"
    },
    description = "Accuracy of a model on test sets: metrics, predictions, a report.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill evaluate --model build/model.h5 --testset build/open.h5 --out b",
      "  powdermill evaluate --model build/model.h5 --testset built-in -o b --json"
    })
final class EvaluateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateCommand.class);

  private static final int USUAL_BATCH = 64;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "M.h5",
      description = "A trained model.")
  private Path model;

  @Option(
      names = "--testset",
      arity = "1..*",
      paramLabel = "F.h5",
      description = "Sets, as testset makes them; or built-in.")
  private List<Path> testSets = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for what is written.")
  private Path out;

  @Option(
      names = "--gap",
      split = ",",
      paramLabel = "KIND=F.h5",
      description = {
        "Sets that divide the gap to synthetic crystals:",
        "real, rebuilt, coordinates, lattice, both,",
        "synthetic; default as the sets themselves say."
      })
  private Map<String, Path> gap = Map.of();

  @Option(
      names = "--neighbours",
      paramLabel = "F.h5",
      description = {
        "Labelled patterns of the baseline; default",
        "the built-in set, none for none."
      })
  private Path neighbours;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "RUN",
      description = "Two folders of evaluate: test two models.")
  private List<Path> compared = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      converter = WholeNumbers.PositiveInt.class,
      description = "Rows predicted at once; default 64.")
  private int batchSize = USUAL_BATCH;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of bootstraps; default ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private EngineOptions engine;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!compared.isEmpty()) {
      return compare();
    }
    Map<SetKind, String> kinds = new EnumMap<>(SetKind.class);
    Map<String, Path> files = files(kinds);
    List<Path> named = List.copyOf(files.values());
    Provenance provenance = common.provenance();
    AtomicFile.createFolder(out);
    long start = System.nanoTime();
    try (Interruption interruption = new Interruption();
        BuiltInSet builtIn = new BuiltInSet(out)) {
      engine.use();
      try (SetEvaluator evaluator = new SetEvaluator(model, engine.threads(), batchSize)) {
        files.replaceAll((name, file) -> builtIn.orFile(file, evaluator.model()));
        EvaluationRun run =
            new EvaluationRun(
                evaluator, files, builtIn.neighbours(neighbours, evaluator.model()), seed);
        Optional<List<EvaluationRun.Result>> results;
        try (Progress progress = Progress.of("evaluate", run::rows)) {
          results = run.results(interruption, progress::stepBy);
        } catch (RuntimeException e) {
          if (!interruption.getAsBoolean()) {
            throw e;
          }
          // Native libraries that are first used now cannot be loaded any more.
          LOG.debug("stopped in the middle of a block", e);
          results = Optional.empty();
        }
        if (results.isEmpty()) {
          StandardError.line("powdermill evaluate: interrupted; nothing is written");
          return Powdermill.INTERRUPTED;
        }
        Optional<AccuracyGap> found = EvaluationRun.gap(results.get(), kinds);
        EvaluationProvenance origin =
            new EvaluationProvenance(provenance, model, named, evaluator.model());
        labelled().ifPresent(provenance::input);
        provenance.setting("batch_size", batchSize).seed("bootstrap", seed);
        engine.addTo(provenance);
        String page =
            new EvaluationPage(model, evaluator.model(), results.get(), found)
                .html(ProvenanceFold.html(provenance));
        save(results.get(), found, page, origin);
        report(results.get(), (System.nanoTime() - start) / 1e9);
        return Powdermill.DONE;
      }
    }
  }

  /** Writes all files, even if the JVM is asked to end meanwhile. */
  private void save(
      List<EvaluationRun.Result> results,
      Optional<AccuracyGap> found,
      String page,
      EvaluationProvenance origin) {
    AtomicFile.Saving saving = AtomicFile.saving();
    try {
      EvaluationFolder folder = new EvaluationFolder(out);
      folder.write(results, found, model.getFileName().toString(), origin::digests);
      AtomicFile.write(out.resolve(EvaluationFolder.PAGE), page);
      origin.end(out, results);
    } finally {
      saving.close();
    }
  }

  /** The sets by name; those of the gap too, whose kinds are noted. */
  private Map<String, Path> files(Map<SetKind, String> kinds) {
    if (model == null || out == null || (testSets.isEmpty() && gap.isEmpty())) {
      throw wrongUsage("want --model, --testset and --out, or --compare");
    }
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path file : testSets) {
      add(files, file);
    }
    gap.forEach(
        (word, file) -> {
          kinds.put(kind(word), EvaluatedSet.nameOf(file));
          Path known = files.get(EvaluatedSet.nameOf(file));
          if (known == null || !absolute(known).equals(absolute(file))) {
            add(files, file);
          }
        });
    return files;
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private void add(Map<String, Path> files, Path file) {
    if (file.getFileName() == null) {
      throw wrongUsage("'%s' is no file".formatted(file));
    }
    Path before = files.put(EvaluatedSet.nameOf(file), file);
    if (before != null) {
      throw wrongUsage(
          "%s and %s would both be called %s: rename one"
              .formatted(before, file, EvaluatedSet.nameOf(file)));
    }
  }

  private SetKind kind(String word) {
    if (word.equalsIgnoreCase("synthetic")) {
      return SetKind.GENERATED;
    }
    for (SetKind one : SetKind.values()) {
      if (one != SetKind.MEASURED && one.word().equalsIgnoreCase(word)) {
        return one;
      }
    }
    throw wrongUsage(
        "'%s' is none of real, rebuilt, coordinates, lattice, both, synthetic".formatted(word));
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Optional<Path> labelled() {
    return Optional.ofNullable(neighbours).filter(Files::isRegularFile);
  }

  private void report(List<EvaluationRun.Result> results, double seconds) {
    EvaluationText text = new EvaluationText(out, results, seconds);
    spec.commandLine().getOut().println(json ? Json.line(text.values()) : text.line());
  }

  private int compare() {
    if (model != null || !testSets.isEmpty() || !gap.isEmpty()) {
      throw wrongUsage("--compare takes two folders of evaluate, and no model");
    }
    ModelComparison comparison = ModelComparison.of(compared.get(0), compared.get(1));
    if (out != null) {
      new EvaluationFolder(out).write(comparison);
      Provenance provenance = common.provenance();
      compared.forEach(folder -> provenance.input(folder.resolve(EvaluationFolder.METRICS)));
      provenance.outputs(out, List.of(EvaluationFolder.COMPARISON)).writeInto(out);
    }
    spec.commandLine()
        .getOut()
        .println(json ? Json.line(comparison) : EvaluationText.line(comparison));
    return Powdermill.DONE;
  }
}
