package org.powdermill.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.tools.network.NetworkDrawing;
import org.powdermill.tools.network.NetworkTable;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What networks there are. */
@Command(
    name = "networks",
    description = {
      "Show the networks: layers, the shape behind each (channels x points) and",
      "trainable parameters. A summary comes last."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill networks resnet-10 --classes 93",
      "  powdermill networks --classes 145 --json"
    })
final class NetworksCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NETWORK", arity = "0..*", description = "Only these.")
  private List<String> names = List.of();

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

  @Option(names = "--draw", paramLabel = "DIR", description = "Draw each as DIR/NETWORK.svg too.")
  private Path drawings;

  @Option(names = "--json", description = "Print JSON: name and number of parameters.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Network> networks =
        (names.isEmpty() ? NetworkCatalogue.names() : names)
            .stream().map(name -> NetworkCatalogue.network(name, points, classes)).toList();
    if (drawings != null) {
      Provenance provenance = common.provenance();
      AtomicFile.createFolder(drawings);
      for (Network network : networks) {
        AtomicFile.write(
            drawings.resolve(network.name() + ".svg"), NetworkDrawing.svg(network) + "\n");
        provenance.outputs(drawings, List.of(network.name() + ".svg"));
      }
      provenance.writeInto(drawings);
    }
    if (json) {
      Map<String, Long> parameters = new LinkedHashMap<>();
      networks.forEach(network -> parameters.put(network.name(), network.parameterCount()));
      spec.commandLine().getOut().println(Json.line(parameters));
    } else {
      networks.forEach(
          network -> spec.commandLine().getOut().println(NetworkTable.text(network) + "\n"));
      networks.forEach(network -> spec.commandLine().getOut().println(NetworkTable.title(network)));
    }
    return Powdermill.DONE;
  }
}
