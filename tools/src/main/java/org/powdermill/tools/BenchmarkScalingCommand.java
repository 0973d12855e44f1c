package org.powdermill.tools;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.tools.picture.ScalingPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput against the number of ranks, by a model of the cluster. */
@Command(
    name = "scaling",
    customSynopsis = "powdermill benchmark scaling [OPTION]...",
    description = {
      "Measure what a shard costs; from that, by a model of a cluster, what many",
      "ranks would make, and how many cores feed a GPU."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark scaling --seconds 1 --most-ranks 100 --out build/scaling",
      "  powdermill benchmark scaling --rates docs/scaling/figures.json --json"
    })
final class BenchmarkScalingCommand implements Callable<Integer> {

  @Option(
      names = "--most-ranks",
      paramLabel = "R",
      defaultValue = "10000",
      converter = WholeNumbers.PositiveInt.class,
      description = "1, 2, 5, 10, ... up to this; default ${DEFAULT-VALUE}.")
  private int mostRanks = 10_000;

  @Option(
      names = "--lead",
      paramLabel = "N",
      defaultValue = "64",
      converter = WholeNumbers.PositiveInt.class,
      description = "Shards that ranks may be ahead; default ${DEFAULT-VALUE}.")
  private int lead = 64;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the model; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Mixin private ClusterOptions cluster;

  @Mixin private RatesOptions rates;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for the picture scaling.svg.")
  private Path out;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Provenance provenance = common.provenance();
    MeasuredRates measured = rates.rates(List.of(StoreKind.FLOAT32, StoreKind.PEAKS));
    ScalingBenchmark.Figures figures =
        new ScalingBenchmark(measured, cluster.cluster(), lead, seed).run(ranks());
    if (out != null) {
      AtomicFile.createFolder(out);
      new ScalingPicture(figures.curves()).writeSvg(out.resolve("scaling.svg"));
      rates.addTo(provenance);
      provenance.seed("model", seed).outputs(out, List.of("scaling.svg")).writeInto(out);
    }
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.table());
    return Powdermill.DONE;
  }

  private int[] ranks() {
    return Arrays.stream(ScalingBenchmark.RANKS).filter(ranks -> ranks <= mostRanks).toArray();
  }
}
