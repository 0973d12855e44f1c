package org.powdermill.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads every byte of shards and names those that are not as their writer left them. */
@Command(
    name = "verify",
    customSynopsis = "powdermill shards verify FILE... [OPTION]...",
    description = {
      "Read shards whole and check everything: checksums, types, rows, values, names.",
      "A line for each that is damaged; then the exit status is 1."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill shards verify docs/examples/stream",
      "  powdermill shards verify docs/examples/stream/shard-00000001.h5 --json"
    })
final class ShardsVerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Shards, and folders with shards or a stream.")
  private List<Path> inputs = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  private final List<Fault> faults = new ArrayList<>();
  private final Map<Path, ShardIdentity> runs = new LinkedHashMap<>();
  private long checked;
  private long diffractograms;
  private long bytes;

  /** What is wrong with a file: one line that names it, the place and what to do. */
  private record Fault(String file, String fault) {}

  @Override
  public Integer call() {
    List<ShardFiles.ShardFile> files = ShardFiles.find(inputs);
    long start = System.nanoTime();
    try (Progress progress = Progress.of("verify", files::size)) {
      for (ShardFiles.ShardFile file : files) {
        check(file);
        progress.step(file.path().getFileName().toString());
      }
    }
    report((System.nanoTime() - start) / 1e9);
    return faults.isEmpty() ? Powdermill.DONE : Powdermill.ERROR;
  }

  private void check(ShardFiles.ShardFile file) {
    try (ShardReader reader = ShardReader.open(file.path())) {
      reader.verify();
      ShardSummary summary = ShardSummary.of(file.path(), reader);
      diffractograms += summary.rows();
      bytes += summary.bytes();
      checkName(file, summary);
      checkRun(file.path(), reader.header().identity());
    } catch (ShardException | FileException e) {
      if (file.isGone()) {
        return;
      }
      fault(file.path(), e.getMessage());
    }
    checked++;
  }

  private void checkName(ShardFiles.ShardFile file, ShardSummary summary) {
    if (file.number().isPresent() && file.number().getAsLong() != summary.shard()) {
      fault(
          file.path(),
          "%s: /index: this is shard %d, by another name; remove the file and make it again"
              .formatted(file.path(), summary.shard()));
    }
  }

  /** Shards of one folder are of one run. */
  private void checkRun(Path file, ShardIdentity identity) {
    Path folder = file.toAbsolutePath().getParent();
    List<String> differences =
        identity.differencesFrom(runs.computeIfAbsent(folder, f -> identity));
    if (!differences.isEmpty()) {
      fault(
          file,
          "%s: attributes: made by another run than the first shard of the folder: %s; keep one run in a folder"
              .formatted(file, String.join(", ", differences)));
    }
  }

  private void fault(Path file, String line) {
    faults.add(new Fault(file.toString(), line));
    if (!json) {
      spec.commandLine().getOut().println(line);
    }
  }

  private void report(double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    long damaged = faults.stream().map(Fault::file).distinct().count();
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("shards", checked);
      summary.put("damaged", damaged);
      summary.put("diffractograms", diffractograms);
      summary.put("bytes", bytes);
      summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
      summary.put("faults", faults);
      out.println(Json.line(summary));
    } else {
      out.println(
          String.format(
              Locale.ROOT,
              "%d shards, %d damaged; %d diffractograms, %.1f MB read in %.2f s",
              checked,
              damaged,
              diffractograms,
              bytes / 1e6,
              seconds));
    }
  }
}
