package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.ShardReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shards as files for other programs. */
@Command(
    name = "convert",
    customSynopsis = "powdermill shards convert FILE... --out DIR [OPTION]...",
    description = {
      "Write each shard as a file that NumPy (npz) or a spreadsheet (csv) reads: every",
      "point, whatever the store. Shards are checked first; a damaged one ends it."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill shards convert docs/examples/stream --out build/numpy",
      "  powdermill shards convert docs/examples/stream --to csv --out build/csv"
    })
final class ShardsConvertCommand implements Callable<Integer> {

  /** What is written. */
  enum Target {
    /** NumPy's archive of arrays. */
    NPZ,
    /** A line a diffractogram. */
    CSV;

    String suffix() {
      return this == NPZ ? ".npz" : ".csv";
    }
  }

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Shards, and folders with shards or a stream.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "npz",
      description = "npz or csv; default ${DEFAULT-VALUE}.")
  private Target target = Target.NPZ;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  private final List<String> written = new ArrayList<>();
  private long diffractograms;
  private long bytes;

  @Override
  public Integer call() throws IOException {
    Provenance provenance = common.provenance().setting("format", target.name());
    inputs.stream().filter(Files::exists).forEach(provenance::input);
    List<ShardFiles.ShardFile> files = ShardFiles.find(inputs);
    requireDistinctNames(files);
    AtomicFile.createFolder(out);
    provenance.begin(out);
    try (Progress progress = Progress.of("convert", files::size)) {
      for (ShardFiles.ShardFile file : files) {
        convert(file);
        progress.step(file.path().getFileName().toString());
      }
    }
    written.forEach(file -> provenance.output(out, Path.of(file)));
    provenance.writeInto(out);
    report();
    return Powdermill.DONE;
  }

  private void requireDistinctNames(List<ShardFiles.ShardFile> files) {
    Set<Path> names = new HashSet<>();
    for (ShardFiles.ShardFile file : files) {
      if (!names.add(target(file.path()))) {
        throw new FileException(
            "two shards would become %s: convert one of them into another folder"
                .formatted(target(file.path())));
      }
    }
  }

  private Path target(Path shard) {
    return out.resolve(shard.getFileName().toString().replaceFirst("\\.h5$", "") + target.suffix());
  }

  private void convert(ShardFiles.ShardFile file) throws IOException {
    try (ShardReader reader = ShardReader.open(file.path())) {
      reader.verify();
      Path path = target(file.path());
      ShardConversion conversion = new ShardConversion(reader);
      switch (target) {
        case NPZ -> conversion.writeNumpy(path);
        case CSV -> conversion.writeCsv(path);
      }
      written.add(path.toString());
      diffractograms += reader.rows();
      bytes += Files.size(path);
    } catch (FileException e) {
      if (!file.isGone()) {
        throw e;
      }
    }
  }

  private void report() {
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("files", written);
      summary.put("diffractograms", diffractograms);
      summary.put("bytes", bytes);
      spec.commandLine().getOut().println(Json.line(summary));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              "%d diffractograms in %d files, %d bytes; files in %s"
                  .formatted(diffractograms, written.size(), bytes, out));
    }
  }
}
