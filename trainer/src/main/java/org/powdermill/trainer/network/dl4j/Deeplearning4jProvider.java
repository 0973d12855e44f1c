package org.powdermill.trainer.network.dl4j;

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
    try {
      return new Deeplearning4jEngine(network, seed, settings);
    } catch (LinkageError | OutOfMemoryError e) {
      throw new NetworkException(
          "cannot build %s with Deeplearning4j: %s".formatted(network.name(), e.getMessage()), e);
    }
  }
}
