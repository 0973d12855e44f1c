package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.TrainingSettings;

class EngineParametersTest {

  static Stream<String> names() {
    return NetworkCatalogue.names().stream();
  }

  /** Counted on the arrays that Deeplearning4j has, not on the description. */
  @ParameterizedTest
  @MethodSource("names")
  void deeplearning4jHasEveryParameterAndStartsFromItsInitialiser(String name) {
    Network network =
        NetworkCatalogue.network(
            name, NetworkCatalogue.DEFAULT_POINTS, NetworkCatalogue.PAPER_CLASSES);
    try (Engine engine =
        EngineProvider.onClassPath().build(network, 7, TrainingSettings.ofThreads(1))) {
      assertThat(((Deeplearning4jEngine) engine).graph().params().length())
          .isEqualTo(network.parameterCount());
      for (Parameter parameter : network.parameters()) {
        assertThat(engine.parameter(parameter.name()))
            .as(parameter.name())
            .isEqualTo(parameter.initializer().values(parameter, 7));
      }
    }
  }
}
