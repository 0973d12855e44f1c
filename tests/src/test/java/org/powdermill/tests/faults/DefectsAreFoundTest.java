package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.files.FailurePoint;

/** What the other tests look at would find these faults. */
class DefectsAreFoundTest {

  @TempDir Path folder;

  private Program defective(FaultyStream stream, DefectiveProducer.Defect defect) {
    return stream.start(
        List.of(),
        "producer",
        FaultyStream.ALIVE,
        0,
        List.of("producer", stream.root().toString(), defect.name()));
  }

  @Test
  void aShardThatIsCopiedInsteadOfRenamed() {
    FaultyStream stream = new FaultyStream(folder);
    try (Program killed = defective(stream, DefectiveProducer.Defect.COPIES_INSTEAD_OF_RENAMING)) {
      assertThat(killed.status()).as(killed.output()).isEqualTo(Program.KILLED);
    }
    assertThatThrownBy(() -> stream.requireSound(-1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("shard-00000002.h5 is not whole");
  }

  @Test
  void aShardWhoseRenameIsLeftOut() {
    FaultyStream stream = new FaultyStream(folder);
    try (Program producer =
        defective(stream, DefectiveProducer.Defect.LEAVES_OUT_THE_RENAME_OF_A_SHARD)) {
      FaultyStream.await("it waits", stream::isWaiting, producer);
      assertThatThrownBy(() -> stream.requireSound(-1))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("shard 2 is there");
    }
  }

  @Test
  void aStateWhoseRenameIsLeftOut() {
    FaultyStream stream = new FaultyStream(folder);
    try (Program producer =
            defective(stream, DefectiveProducer.Defect.LEAVES_OUT_THE_RENAME_OF_THE_STATE);
        Program consumer = stream.consumer()) {
      assertThat(consumer.status()).as(consumer.output()).isZero();
      assertThat(producer.status()).as(producer.output()).isZero();
    }
    assertThatThrownBy(stream::requireTidy)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(".state.json.");
  }

  @Test
  void aCheckpointThatIsCalledDurableBeforeItIsMade() {
    FaultyStream stream = new FaultyStream(folder);
    String point = FailurePoint.DELETE_AFTER.name();
    try (Program producer = stream.producer();
        Program killed = stream.consumer(point, 1, "consume=true", "hasty=true")) {
      assertThat(killed.status()).as(killed.output()).isEqualTo(Program.KILLED);
      assertThat(producer.isAlive()).isTrue();
      assertThatThrownBy(() -> stream.requireSound(-1))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("shard 0 is there");
    }
  }
}
