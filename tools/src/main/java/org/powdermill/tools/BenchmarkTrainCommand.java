package org.powdermill.tools;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a training step takes. */
@Command(
    name = "train",
    description = {
      "Time training steps on made-up diffractograms: forward, backward, Adam.",
      "Where PyTorch is installed it trains the same network in turn with us."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark train --network parkcnn-small --batch 4 --seconds 1",
      "  powdermill benchmark train --network parkcnn-big --batch 1 --seconds 1 --json"
    })
final class BenchmarkTrainCommand implements Callable<Integer> {

  @Option(
      names = "--network",
      paramLabel = "N",
      required = true,
      description = "Name, as powdermill networks lists them.")
  private String network;

  @Option(
      names = "--batch",
      paramLabel = "B",
      converter = WholeNumbers.PositiveInt.class,
      description = "Diffractograms in a step; default 145.")
  private int batch = NetworkCatalogue.PAPER_CLASSES;

  @Mixin private EngineOptions engine;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      converter = PositiveNumber.class,
      description = {"Time to measure, 5 steps at least; default", "${DEFAULT-VALUE}."})
  private double seconds = 30;

  @Option(
      names = "--classes",
      paramLabel = "N",
      converter = WholeNumbers.PositiveInt.class,
      description = "Number of space groups; default 145.")
  private int classes = NetworkCatalogue.PAPER_CLASSES;

  @Option(
      names = "--points",
      paramLabel = "P",
      converter = WholeNumbers.PositiveInt.class,
      description = "Points of a diffractogram; default 8501.")
  private int points = NetworkCatalogue.DEFAULT_POINTS;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/python3",
      description = {"Python to look for PyTorch in; default", "${DEFAULT-VALUE}."})
  private Path python;

  @Option(names = "--alone", description = "Without PyTorch.")
  private boolean alone;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    engine.use();
    Network described = NetworkCatalogue.network(network, points, classes);
    TrainingBenchmark.Figures figures =
        new TrainingBenchmark(described, batch, engine.threads())
            .run(seconds, alone ? Optional.empty() : Optional.of(python));
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }
}
