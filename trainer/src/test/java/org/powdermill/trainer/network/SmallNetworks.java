package org.powdermill.trainer.network;

import java.util.Random;

/** Small networks and batches for tests. */
public final class SmallNetworks {

  /** Points of a diffractogram. */
  public static final int POINTS = 301;

  /** Number of classes. */
  public static final int CLASSES = 5;

  private SmallNetworks() {}

  /** The slim ResNet on a short input. */
  public static Network residual() {
    return NetworkCatalogue.network("resnet-10-slim", POINTS, CLASSES);
  }

  /** A parkCNN with dropout on a short input. */
  public static Network dropout() {
    return NetworkCatalogue.network("parkcnn-small", 1201, CLASSES, true);
  }

  /** An engine on one thread. */
  public static Engine engine(Network network, long seed) {
    return EngineProvider.onClassPath().build(network, seed, TrainingSettings.ofThreads(1));
  }

  /** An engine on one thread that smooths labels and shortens gradients. */
  public static Engine cautiousEngine(Network network, long seed) {
    return EngineProvider.onClassPath()
        .build(
            network,
            seed,
            TrainingSettings.ofThreads(1).withLabelSmoothing(0.1).withGradientNormLimit(0.3));
  }

  /** Random diffractograms, [rows][points]. */
  public static float[] batch(Network network, int rows, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * network.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /** Random labels. */
  public static int[] labels(int rows, long seed) {
    return new Random(seed).ints(rows, 0, CLASSES).toArray();
  }
}
