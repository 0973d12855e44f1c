package org.powdermill.hdf5.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

class EndMarkerTest {

  @TempDir Path folder;

  @Test
  void comesBackAsWritten() {
    assertThat(EndMarker.read(folder)).isEmpty();
    new EndMarker(2000, 1234, 1000).write(Storage.disk(), folder);
    assertThat(EndMarker.read(folder)).contains(new EndMarker(2000, 1234, 1000));
  }

  @Test
  void twoThatTouchAreOne() {
    EndMarker first = new EndMarker(0, 2000, 1000);
    assertThat(first.union(new EndMarker(2000, 500, 1000))).contains(new EndMarker(0, 2500, 1000));
    assertThat(new EndMarker(2000, 500, 1000).union(first)).contains(new EndMarker(0, 2500, 1000));
    assertThat(first.union(new EndMarker(0, 100, 1000))).contains(first);
    assertThat(first.union(new EndMarker(3000, 500, 1000))).isEmpty();
    assertThat(first.union(new EndMarker(2000, 500, 100))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"format\":\"x\",\"version\":\"1.0\",\"first_index\":0,\"count\":1,\"shard_size\":1}",
        "{\"format\":\"powdermill-end\",\"version\":\"2.0\",\"first_index\":0,\"count\":1,\"shard_size\":1}",
        "{\"format\":\"powdermill-end\",\"version\":\"1.0\",\"first_index\":5,\"count\":1,\"shard_size\":2}",
        "{\"format\":\"powdermill-end\",\"version\":\"1.0\",\"first_index\":0,\"count\":0,\"shard_size\":1}",
      })
  void whatIsNoneIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve(EndMarker.FILE), text);

    assertThatThrownBy(() -> EndMarker.read(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("end.json");
  }
}
