package org.powdermill.trainer.network;

import java.util.List;
import java.util.ServiceLoader;

/** Makes engines of one library; found by {@link ServiceLoader} on the class path. */
public interface EngineProvider {

  /** Name of the library, in lower case. */
  String name();

  /**
   * Builds a network whose parameters start from their initialisers.
   *
   * @param seed decides initial parameters and dropout
   * @throws NetworkException if the library cannot be loaded or the memory does not suffice
   */
  Engine build(Network network, long seed, TrainingSettings settings);

  /**
   * The provider on the class path.
   *
   * @throws NetworkException if there is none, or more than one
   */
  static EngineProvider onClassPath() {
    List<EngineProvider> found =
        ServiceLoader.load(EngineProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    if (found.size() != 1) {
      throw new NetworkException(
          "want one engine for networks on the class path, found %s: run powdermill setup again"
              .formatted(found.stream().map(EngineProvider::name).toList()));
    }
    return found.get(0);
  }
}
