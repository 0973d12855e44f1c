package org.powdermill.trainer.network.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Moment;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.StepResult;
import org.powdermill.trainer.network.TrainingSettings;

/** A network as a ComputationGraph of Deeplearning4j. */
final class Deeplearning4jEngine implements Engine {

  /** In the graph until the first step brings its own. */
  static final double FIRST_RATE = 1e-3;

  /** Deeplearning4j's count is an int. */
  private static final int MOST_STEPS = Integer.MAX_VALUE;

  /** Rows that pass the network together in a prediction: their activations bound its memory. */
  private static final int PREDICTED_AT_ONCE = 64;

  private final Network network;
  private final ComputationGraph graph;
  private final ParallelLoop loop;
  private final SoftmaxCrossEntropy loss;
  private final double labelSmoothing;

  /** Where a parameter lies in the graph's one long array, by its name. */
  private final Map<String, Stretch> stretches = new LinkedHashMap<>();

  private final GarbageRounds garbage = new GarbageRounds();

  private double learningRate = FIRST_RATE;

  private record Stretch(int start, int length) {}

  Deeplearning4jEngine(Network network, long seed, TrainingSettings settings) {
    NativeFolder.choose();
    this.network = network;
    this.loop = ParallelLoop.ofThreads(settings.threads());
    this.graph = new ComputationGraph(GraphBuilder.configuration(network, seed, settings));
    graph.init();
    OutputLayer output = (OutputLayer) graph.getOutputLayer(0).conf().getLayer();
    this.loss = (SoftmaxCrossEntropy) output.getLossFn();
    this.labelSmoothing = settings.labelSmoothing();
    if (settings.gradientNormLimit() > 0) {
      graph.setListeners(new GradientLimit(settings.gradientNormLimit(), loop));
    }
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(settings.threads());
    Nd4j.factory().blas().setMaxThreads(settings.threads());
    for (GraphVertex vertex : graph.getVertices()) {
      Object computing = vertex.hasLayer() ? vertex.getLayer() : vertex;
      if (computing instanceof UsesLoop looping) {
        looping.use(loop);
      }
    }
    locateParameters();
    for (Parameter parameter : network.parameters()) {
      setParameter(parameter.name(), parameter.initializer().values(parameter, seed));
    }
  }

  /**
   * Parameters lie layer after layer in the order in which the graph computes them, within a layer
   * in the order of its description. Deeplearning4j keeps the weights of its dense layers as
   * [inputs, units] column by column, which is [units, inputs] row by row.
   */
  private void locateParameters() {
    Map<String, List<Parameter>> byLayer = network.parametersByLayer();
    int start = 0;
    for (int index : graph.topologicalSortOrder()) {
      String layer = graph.getVertices()[index].getVertexName();
      for (Parameter parameter : byLayer.getOrDefault(layer, List.of())) {
        stretches.put(parameter.name(), new Stretch(start, parameter.size()));
        start += parameter.size();
      }
    }
    if (start != graph.numParams()) {
      throw new IllegalStateException(
          "Deeplearning4j has %d parameters, the description %d"
              .formatted(graph.numParams(), start));
    }
  }

  ComputationGraph graph() {
    return graph;
  }

  /** Names of the vertices in the order in which they are computed. */
  List<String> order() {
    return graph.getConfiguration().getTopologicalOrderStr();
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public StepResult step(float[] diffractograms, int[] labels, double rate) {
    if (!(rate > 0) || labels.length == 0) {
      throw new IllegalArgumentException(
          "learning rate %s, %d labels".formatted(rate, labels.length));
    }
    if (steps() == MOST_STEPS) {
      throw new NetworkException(
          "Deeplearning4j counts no more than %d steps".formatted(MOST_STEPS));
    }
    requireRows(diffractograms, labels.length);
    Labels batch = new Labels(labels, network.classes());
    float[] wanted = batch.distributions(labelSmoothing);
    if (rate != learningRate) {
      graph.setLearningRate(rate);
      learningRate = rate;
    }
    try (INDArray x = array(diffractograms, 0, labels.length, network.points());
        INDArray y = array(wanted, 0, labels.length, network.classes())) {
      graph.fit(new INDArray[] {x}, new INDArray[] {y});
    } catch (OutOfMemoryError e) {
      throw tooLarge(labels.length, e);
    }
    garbage.collectOccasionally();
    return batch.result(graph.score(), loss.lastLogits());
  }

  @Override
  public float[] predict(float[] diffractograms, int rows) {
    requireRows(diffractograms, rows);
    float[] probabilities = new float[Math.multiplyExact(rows, network.classes())];
    for (int start = 0; start < rows; start += PREDICTED_AT_ONCE) {
      int count = Math.min(PREDICTED_AT_ONCE, rows - start);
      try (INDArray x = array(diffractograms, start, count, network.points());
          INDArray found = graph.outputSingle(x)) {
        float[] block = HostArray.of(HostArray.rowMajor(found)).readAll();
        System.arraycopy(block, 0, probabilities, start * network.classes(), block.length);
        garbage.collectOccasionally();
      } catch (OutOfMemoryError e) {
        throw tooLarge(count, e);
      }
    }
    return probabilities;
  }

  private NetworkException tooLarge(int rows, OutOfMemoryError cause) {
    return new NetworkException(
        "memory does not suffice for %d diffractograms at once in %s (%s): take a smaller batch"
            .formatted(rows, network.name(), cause.getMessage()),
        cause);
  }

  private void requireRows(float[] diffractograms, int rows) {
    if (rows < 1 || diffractograms.length < Math.multiplyExact(rows, network.points())) {
      throw new IllegalArgumentException(
          "%d numbers for %d rows of %d".formatted(diffractograms.length, rows, network.points()));
    }
  }

  private static INDArray array(float[] values, int start, int rows, int columns) {
    INDArray array = Nd4j.createUninitialized(rows, columns);
    HostArray.of(array).write(0, values, start * columns, rows * columns);
    return array;
  }

  @Override
  public float[] parameter(String name) {
    return read(graph.params(), stretch(name), 0);
  }

  @Override
  public void setParameter(String name, float[] values) {
    write(graph.params(), stretch(name), 0, values);
  }

  @Override
  public float[] moment(String parameter, Moment moment) {
    return read(moments(), stretch(parameter), start(moment));
  }

  @Override
  public void setMoment(String parameter, Moment moment, float[] values) {
    write(moments(), stretch(parameter), start(moment), values);
  }

  /** All first moments, then all second ones: every parameter learns in the same way. */
  INDArray moments() {
    return graph.getUpdater().getStateViewArray();
  }

  private int start(Moment moment) {
    return moment == Moment.FIRST ? 0 : Math.toIntExact(graph.numParams());
  }

  private Stretch stretch(String name) {
    Stretch stretch = stretches.get(name);
    if (stretch == null) {
      throw new IllegalArgumentException("%s has no parameter %s".formatted(network.name(), name));
    }
    return stretch;
  }

  private static float[] read(INDArray array, Stretch stretch, int from) {
    float[] values = new float[stretch.length()];
    HostArray.of(array).read(from + stretch.start(), values, values.length);
    return values;
  }

  private static void write(INDArray array, Stretch stretch, int from, float[] values) {
    if (values.length != stretch.length()) {
      throw new IllegalArgumentException(
          "%d numbers for %d".formatted(values.length, stretch.length()));
    }
    HostArray.of(array).write(from + stretch.start(), values, values.length);
  }

  @Override
  public long steps() {
    return graph.getIterationCount();
  }

  @Override
  public void setSteps(long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("%d steps".formatted(steps));
    }
    if (steps > MOST_STEPS) {
      throw new NetworkException(
          "%d steps: Deeplearning4j counts no more than %d".formatted(steps, MOST_STEPS));
    }
    graph.getConfiguration().setIterationCount((int) steps);
  }

  @Override
  public void close() {
    graph.close();
    loop.close();
  }
}
