package org.powdermill.trainer.network.dl4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Shape;
import org.powdermill.trainer.network.TrainingSettings;

/**
 * Deeplearning4j's graph of a network: a vertex a layer, by the layer's name. A rectifier that
 * alone takes the output of a convolution, normalization, sum or dense layer is merged into it,
 * which spares a pass over memory and an array.
 */
final class GraphBuilder {

  /** Name of the graph's input; no layer can have it. */
  static final String RAW = "raw diffractogram";

  private final Network network;
  private final long seed;
  private final Map<String, Shape> shapes;

  /** By the name of a merged rectifier: the layer that it was merged into. */
  private final Map<String, String> merged = new HashMap<>();

  private final ComputationGraphConfiguration.GraphBuilder graph;

  private GraphBuilder(Network network, long seed, TrainingSettings settings) {
    this.network = network;
    this.seed = seed;
    this.shapes = network.shapes();
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(
                new Adam(
                    Deeplearning4jEngine.FIRST_RATE,
                    settings.firstMomentDecay(),
                    settings.secondMomentDecay(),
                    settings.epsilon()))
            .weightInit(WeightInit.ZERO)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder();
  }

  static ComputationGraphConfiguration configuration(
      Network network, long seed, TrainingSettings settings) {
    return new GraphBuilder(network, seed, settings).build();
  }

  private ComputationGraphConfiguration build() {
    graph.addInputs(RAW);
    graph.addVertex(Network.INPUT, new InputVertexConfiguration(network), RAW);
    for (Layer layer : network.layers()) {
      if (!merged.containsKey(layer.name())) {
        add(layer, merge(layer));
      }
    }
    graph.setOutputs(network.output());
    return graph.build();
  }

  /** Whether a rectifier behind the layer is merged into it. */
  private boolean merge(Layer layer) {
    List<Layer> consumers = network.consumers(layer.name());
    boolean takesRectifier =
        layer instanceof Layer.Convolution
            || layer instanceof Layer.GroupNormalization
            || layer instanceof Layer.Sum
            || layer instanceof Layer.Dense;
    if (takesRectifier
        && consumers.size() == 1
        && consumers.get(0) instanceof Layer.Rectifier rectifier
        && !rectifier.name().equals(network.output())) {
      merged.put(rectifier.name(), layer.name());
      return true;
    }
    return false;
  }

  private void add(Layer layer, boolean rectified) {
    String[] inputs =
        layer.inputs().stream()
            .map(input -> merged.getOrDefault(input, input))
            .toArray(String[]::new);
    Shape input = shapes.get(layer.inputs().get(0));
    if (layer instanceof Layer.Convolution convolution) {
      graph.addLayer(
          layer.name(),
          new ConvolutionConfiguration(convolution, input.channels(), rectified),
          inputs);
    } else if (layer instanceof Layer.GroupNormalization normalization) {
      graph.addLayer(
          layer.name(),
          new GroupNormalizationConfiguration(normalization, input.channels(), rectified),
          inputs);
    } else if (layer instanceof Layer.Dense dense) {
      graph.addLayer(layer.name(), dense(dense, input, rectified), inputs);
    } else {
      graph.addVertex(layer.name(), new LayerVertexConfiguration(layer, rectified, seed), inputs);
    }
  }

  private org.deeplearning4j.nn.conf.layers.Layer dense(
      Layer.Dense layer, Shape input, boolean rectified) {
    if (layer.name().equals(network.output())) {
      return new OutputLayer.Builder(new SoftmaxCrossEntropy())
          .nIn(input.size())
          .nOut(layer.units())
          .activation(Activation.SOFTMAX)
          .build();
    }
    return new DenseLayer.Builder()
        .nIn(input.size())
        .nOut(layer.units())
        .activation(rectified ? Activation.RELU : Activation.IDENTITY)
        .build();
  }
}
