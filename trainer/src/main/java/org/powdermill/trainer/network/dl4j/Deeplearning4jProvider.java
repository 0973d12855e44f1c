package org.powdermill.trainer.network.dl4j;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.TrainingSettings;

/** Makes engines of Deeplearning4j. */
public final class Deeplearning4jProvider implements EngineProvider {

  /** For the service loader. */
  public Deeplearning4jProvider() {}

  @Override
  public String name() {
    return "deeplearning4j";
  }

  @Override
  public Engine build(Network network, long seed, TrainingSettings settings) {
    NativeFolder.choose();
    try {
      requireHostMemory(Nd4j.getExecutioner().type());
      return new Deeplearning4jEngine(network, seed, settings);
    } catch (LinkageError | OutOfMemoryError e) {
      throw new NetworkException(
          "cannot build %s with Deeplearning4j: %s".formatted(network.name(), e.getMessage()), e);
    }
  }

  /**
   * Our layers work on the host's copy of an array ({@link HostArray}), which a GPU neither reads
   * nor brings up to date: its results would be wrong without an error.
   *
   * @throws NetworkException if arrays do not live in the host's memory
   */
  static void requireHostMemory(ExecutionerType type) {
    if (type != ExecutionerType.NATIVE_CPU) {
      throw new NetworkException(
          "the layers of this version compute on the processor alone, not with ND4J's %s: use --device cpu"
              .formatted(type));
    }
  }
}
