package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamReader;

class DamagedStreamTest {

  private static final int DAMAGED = 2;

  @TempDir Path folder;

  /** What can be wrong with a shard. */
  private enum Damage {
    TRUNCATED {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        byte[] bytes = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    EMPTY {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        Files.write(shard, new byte[0]);
      }
    },
    BIT_FLIPPED {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length / 2] ^= 4;
        Files.write(shard, bytes);
      }
    },
    OF_ANOTHER_RUN {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        Path elsewhere = Files.createTempDirectory("another-run");
        TestStream other = TestStream.in(elsewhere).withSeed(6);
        try (TestStream.Producer producer = other.produce(DAMAGED * 10 + 10, 1)) {
          TestStream.await("another run", () -> Files.exists(other.shard(DAMAGED)));
          producer.stop();
          Files.copy(
              other.shard(DAMAGED), shard, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    },
    ANOTHER_SHARD {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        Files.copy(stream.shard(0), shard, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    },
    WRONG_VERSION {
      @Override
      void on(Path shard, TestStream stream) {
        try (IHDF5Writer writer = HDF5Factory.open(shard.toFile())) {
          writer.string().setAttr("/", "format_version", "2.0");
        }
      }
    },
    MISSING {
      @Override
      void on(Path shard, TestStream stream) throws IOException {
        Files.delete(shard);
      }
    };

    abstract void on(Path shard, TestStream stream) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void isSetAsideAndMadeAgainWhileBothRun(Damage damage) throws Exception {
    TestStream stream = TestStream.in(folder).by(new FastClock()).patient();
    try (TestStream.Producer producer = stream.produce(120, 2)) {
      TestStream.await("it waits", () -> stream.shards().size() == TestStream.LEAD);
      damage.on(stream.shard(DAMAGED), stream);
      try (StreamReader reader = stream.reader(0)) {
        assertThat(TestStream.readAll(reader)).isEqualTo(120);
      }
      producer.await();
    }
    assertThat(stream.damaged()).hasSize(damage == Damage.MISSING ? 0 : 1);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void isFoundByTheNextProducer(Damage damage) throws Exception {
    TestStream stream = TestStream.in(folder);
    try (TestStream.Producer producer = stream.produce(60, 2)) {
      TestStream.await("it waits", () -> stream.shards().size() == TestStream.LEAD);
      producer.stop();
    }
    damage.on(stream.shard(DAMAGED), stream);
    try (TestStream.Producer producer = stream.produce(60, 1);
        StreamReader reader = stream.reader(0)) {
      assertThat(TestStream.readAll(reader)).isEqualTo(60);
      assertThat(producer.await().state().shardsSetAside())
          .isBetween(0L, damage == Damage.MISSING ? 0L : 1L);
    }
    assertThat(stream.damaged()).hasSize(damage == Damage.MISSING ? 0 : 1);
  }

  @Test
  void aDiskThatDamagesEverythingEndsTheReader() throws Exception {
    TestStream stream = TestStream.in(folder);
    stream.run(stream.coordinator(OptionalLong.of(60)), 1, new AtomicBoolean(true));
    Files.createDirectories(folder.resolve("damaged"));
    for (int i = 0; i < 100; i++) {
      Files.createFile(folder.resolve("damaged/shard-00000000.h5." + (i + 1)));
    }
    Files.writeString(stream.shard(0), "no HDF5");
    try (StreamReader reader = stream.by(new LeapingClock()).reader(0)) {
      assertThatThrownBy(() -> reader.next(() -> false))
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("check the disk");
    }
  }
}
