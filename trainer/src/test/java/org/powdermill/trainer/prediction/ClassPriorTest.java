package org.powdermill.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.trainer.network.SavedModel;

class ClassPriorTest {

  private static final SavedModel MODEL =
      SmallModel.of("{\"class_frequencies\":[0.1,0.6,0.2,0.1]}");

  private static final double[] NETWORK = {0.1, 0.6, 0.1, 0.2};

  @TempDir Path folder;

  @Test
  void ofTrainingChangesNothing() {
    assertThat(ClassPrior.ofTraining(MODEL).applied(NETWORK)).isEqualTo(NETWORK);
  }

  /** By Bayes: 0.1/0.1, 0.6/0.6, 0.1/0.2, 0.2/0.1, which add up to 4.5. */
  @Test
  void uniformDividesTheFrequenciesOfTrainingOut() {
    assertThat(ClassPrior.uniform(MODEL).applied(NETWORK))
        .containsExactly(new double[] {1 / 4.5, 1 / 4.5, 0.5 / 4.5, 2 / 4.5}, within(1e-12));
  }

  @Test
  void aClassThatTrainingNeverShowedGetsNothing() {
    SavedModel model = SmallModel.of("{\"class_frequencies\":[0,0.5,0.5,0]}");

    assertThat(ClassPrior.uniform(model).applied(NETWORK))
        .containsExactly(new double[] {0, 0.6 / 0.7, 0.1 / 0.7, 0}, within(1e-12));
  }

  @Test
  void aFileGivesOtherFrequencies() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prior.csv"), "space_group,frequency\n225, 3\n14,1.0e0\n99,7\n");

    assertThat(ClassPrior.ofFile(file, MODEL).applied(NETWORK))
        .containsExactly(new double[] {0, 1 / 7.0, 0, 6 / 7.0}, within(1e-12));
  }

  @Test
  void theFrequenciesOfTrainingThemselvesChangeNothing() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prior.csv"), "space_group,frequency\n2,1\n14,6\n62,2\n225,1\n");

    assertThat(ClassPrior.ofFile(file, MODEL).applied(NETWORK))
        .containsExactly(NETWORK, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | does not tell how frequent its 4 classes were in training",
        "{\"class_frequencies\":[1,2]} | does not tell how frequent its 4 classes",
        "{\"class_frequencies\":[1,2,-1,1]} | says that space group 62 had the frequency -1",
        "{\"class_frequencies\":[1,2,\"x\",1]} | says that space group 62 had the frequency",
        "no | is no JSON",
      })
  void aModelWithoutFrequenciesIsRefused(String training, String message) {
    assertThatThrownBy(() -> ClassPrior.uniform(SmallModel.of(training)))
        .isInstanceOf(PredictionException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b@1,2@ | want a first line with the columns space_group and frequency",
        "space_group,frequency@231,1@ | prior.csv line 2: there is no space group 231",
        "space_group,frequency@2,-1@ | prior.csv line 2: want the number of a space group",
        "space_group,frequency@2,NaN@ | prior.csv line 2: want the number of a space group",
        "space_group,frequency@2@ | prior.csv line 2: want the number of a space group",
        "space_group,frequency@99,1@ | no class of the model has a frequency",
      })
  void aFileThatIsNoPriorIsRefusedWithItsLine(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("prior.csv"), text.replace('@', '\n'));

    assertThatThrownBy(() -> ClassPrior.ofFile(file, MODEL))
        .isInstanceOf(PredictionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void sharesOfClassesAddUpByWhatTheyHaveInCommon() {
    Prediction prediction = Prediction.of(MODEL.classes(), NETWORK, ClassPrior.ofTraining(MODEL));

    assertThat(prediction.spaceGroups())
        .extracting(Prediction.GroupShare::number)
        .containsExactly(14, 225, 2, 62);
    assertThat(prediction.spaceGroups().get(0).symbol()).isEqualTo("P 21/c");
    assertThat(prediction.extinctionSymbols())
        .extracting(Prediction.Share::name)
        .contains("2/m P 1 21/c 1", "mmm P n a -");
    assertThat(prediction.laueClasses())
        .contains(new Prediction.Share("2/m", 0.6), new Prediction.Share("m-3m", 0.2));
    assertThat(prediction.crystalSystems())
        .extracting(Prediction.Share::name)
        .containsExactly("monoclinic", "cubic", "triclinic", "orthorhombic");
    assertThat(prediction.largestProbability()).isEqualTo(0.6);
    Prediction together =
        Prediction.of(
            SmallModel.of("{}", List.of(62, 63, 14, 225), SmallModel.GRID).classes(),
            NETWORK,
            ClassPrior.ofTraining(MODEL));
    assertThat(together.laueClasses().get(0).name()).isEqualTo("mmm");
    assertThat(together.laueClasses().get(0).probability()).isCloseTo(0.7, within(1e-12));
  }
}
