package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamSide;

class StatusCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static JsonNode status(Path folder) throws IOException {
    Call call = Call.of("status", folder, "--json");
    assertThat(call.status()).as(call.err()).isZero();
    return JSON.readTree(call.out());
  }

  private static String text(Path folder) {
    Call call = Call.of("status", folder);
    assertThat(call.status()).as(call.err()).isZero();
    return call.out();
  }

  /** A producer at work with 40 of 100 shards made and a consumer that has read 30 of them. */
  private void writeStream() throws IOException {
    StreamAccess access = StreamAccess.of(folder);
    access.describe(
        new ShardIdentity(
            3,
            "abc",
            1.5406,
            new TwoThetaGrid(5, 90, 0.1),
            ShardProfile.GAUSSIAN,
            "{}",
            new SpaceGroupClasses(List.of(2, 14)),
            10,
            StoreKind.PEAKS),
        0);
    ProducerState producer = new ProducerState(0, 40, 1000L, 16, 2, 2, 38, 2, 1, 380, 200, 0.25);
    Optional<StreamOwner<ProducerState>> made =
        StreamOwner.claim(
            access,
            StreamSide.PRODUCER,
            StreamOwner.Timing.DEFAULT,
            "making shards",
            producer,
            () -> false);
    made.orElseThrow().lastError("shard 7 was damaged, made again");
    made.orElseThrow().sayNow("making shards", () -> producer);
    ConsumerState consumer =
        new ConsumerState(
            0L, 30L, 20L, 10L, List.of(new ConsumerState.Wanted(31, 1)), false, 30, 300, 0.125);
    StreamOwner<ConsumerState> read =
        StreamOwner.claim(
                access,
                StreamSide.CONSUMER,
                StreamOwner.Timing.DEFAULT,
                "reading",
                consumer,
                () -> false)
            .orElseThrow();
    read.leave(75, "stopped", "interrupted; run the same call again to go on");
    Files.writeString(
        access.folder().metrics(1),
        """
        {"rank":0,"diffractograms_per_second":120.5,"waiting_share":0.2,"shards":5}
        {"rank":1,"diffractograms_per_second":80,"waiting_share":0.3,"shards":3}
        {"rank":0,"diffractograms_per_sec""");
    Files.writeString(
        folder.resolve("ranks.json"),
        "[{\"rank\":0,\"pid\":11,\"host\":\"a\"},{\"rank\":1,\"pid\":12,\"host\":\"b\"}]");
  }

  @Test
  void tellsRanksRatesLeadWaitingTimeLeftErrorsAndOutcomes() throws IOException {
    writeStream();
    JsonNode status = status(folder);

    assertThat(status.at("/run/seed").asInt()).isEqualTo(3);
    assertThat(status.at("/run/end_index").asInt()).isEqualTo(1000);
    assertThat(status.at("/producer/made_before").asInt()).isEqualTo(40);
    assertThat(status.at("/producer/waiting_share").asDouble()).isEqualTo(0.25);
    assertThat(status.at("/producer/owner/last_error").asText()).contains("shard 7 was damaged");
    assertThat(status.at("/producer/owner/left").isNull()).isTrue();
    assertThat(status.at("/producer/owner/pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(status.at("/producer/owner/seconds_old").asLong()).isBetween(0L, 600L);
    assertThat(status.at("/consumer/next_shard").asInt()).isEqualTo(30);
    assertThat(status.at("/consumer/waiting_share").asDouble()).isEqualTo(0.125);
    assertThat(status.at("/consumer/owner/left/status").asInt()).isEqualTo(75);
    assertThat(status.at("/ahead").asInt()).isEqualTo(10);
    // 600 diffractograms at 200 a second
    assertThat(status.at("/seconds_left").asDouble()).isEqualTo(3);
    assertThat(status.at("/ranks")).hasSize(2);
    assertThat(status.at("/ranks/1/host").asText()).isEqualTo("b");
    assertThat(status.at("/ranks/0/last/diffractograms_per_second").asDouble()).isEqualTo(120.5);
    assertThat(status.at("/faults")).isEmpty();
    assertThat(text(folder))
        .contains("ahead     10 of at most 16 shards; time left 0:00:03")
        .contains("last error: shard 7 was damaged, made again")
        .contains("left with status 75: interrupted");
  }

  @Test
  void changesNothing() throws IOException {
    writeStream();
    List<String> before = listing();
    text(folder);
    assertThat(listing()).isEqualTo(before);
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .sorted()
          .map(file -> file + " " + file.toFile().lastModified() + " " + file.toFile().length())
          .toList();
    }
  }

  @Test
  void filesThatCannotBeTrustedAreToldAndTheRestAsWell() throws IOException {
    writeStream();
    for (String name :
        List.of(
            "stream.json",
            "end.json",
            "ranks.json",
            "producer/owner-1/state.json",
            "consumer/owner-1/outcome.json")) {
      for (String content :
          List.of("", "{", "[]", "null", "{\"format\":7}", "\u0000\u0001", "x".repeat(2 << 20))) {
        byte[] good =
            Files.exists(folder.resolve(name)) ? Files.readAllBytes(folder.resolve(name)) : null;
        Files.writeString(folder.resolve(name), content);
        JsonNode status = status(folder);
        boolean harmless = name.equals("ranks.json") && content.equals("[]");
        if (!harmless) {
          assertThat(status.get("faults")).as("%s: %.20s", name, content).hasSize(1);
          assertThat(status.get("faults").get(0).asText()).contains(name).doesNotContain("\n");
        }
        assertThat(text(folder)).contains("producer  owner 1", "consumer  owner 1");
        if (good == null) {
          Files.delete(folder.resolve(name));
        } else {
          Files.write(folder.resolve(name), good);
        }
      }
    }
  }

  @Test
  void aStreamThatIsOnlyBegunIsTold() throws IOException {
    Files.createDirectories(folder.resolve("producer/owner-1"));

    assertThat(text(folder))
        .contains(
            "no stream.json yet", "producer  owner 1: said nothing yet", "consumer  none yet");
    assertThat(status(folder).at("/producer/made_before").isNull()).isTrue();
  }

  @Test
  void watchEndsWhenBothSidesHaveLeft() {
    Call call =
        Call.of("status", Call.PROJECT.resolve("docs/examples/stream"), "--watch", "--json");

    assertThat(call.status()).isZero();
    assertThat(call.out().lines()).hasSize(1);
  }

  @Test
  void aTrainingRunIsToldByItsLastLines() throws IOException {
    writeTraining(folder, "");

    JsonNode status = status(folder);
    assertThat(status.at("/phase").asText()).isEqualTo("learning");
    assertThat(status.at("/step/step").asInt()).isEqualTo(10);
    assertThat(status.at("/steps_done").asInt()).isEqualTo(10);
    assertThat(status.at("/steps").asInt()).isEqualTo(24);
    assertThat(status.at("/tests/match/top1").asDouble()).isEqualTo(0.5);
    // 14 steps of 16 at 8 a second
    assertThat(status.at("/seconds_left").asDouble()).isEqualTo(28);
    assertThat(text(folder))
        .contains(
            ": parkcnn-small, learning, last written",
            "step 10 of 24, 2 of 6 epochs",
            "8 diffractograms per second, waiting 12.5 %; time left 0:00:28; loss 4.5000",
            "test      match, epoch 1: top-1 50.0 % of 40");
  }

  @Test
  void aTrainingThatLeftSaysHow() throws IOException {
    writeTraining(folder, "{\"event\":\"stopped\",\"step\":12}\n");
    assertThat(text(folder))
        .contains("interrupted (the same call with --resume goes on)", "step 12");

    writeTraining(folder, "{\"event\":\"end\",\"step\":24}\n");
    assertThat(text(folder)).contains("complete", "step 24 of 24, 6 of 6 epochs");
    assertThat(Call.of("status", folder, "--watch", "--json").out().lines()).hasSize(1);

    Files.writeString(folder.resolve("settings.json"), "{\"epochs\": \"\", \"plan\"");
    assertThat(text(folder)).contains("step 24").doesNotContain("of 24");
  }

  private static void writeTraining(Path folder, String ending) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("settings.json"),
        """
        {"epochs": 6, "plan": {"network": "parkcnn-small", "batches_per_epoch": 4, "batch_size": 16}}
        """);
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        """
        {"event":"step","step":1,"loss":5}
        {"event":"test","step":8,"epoch":1,"set":"match","n":40,"top1":0.5}
        {"event":"step","step":10,"loss":4.5,"waiting_share":0.125,"diffractograms_per_second":8}
        """
            + ending
            + "{\"event\":\"st");
  }

  @Test
  void aRunOfTheWorkflowIsToldByItsStreamAndItsTraining() throws IOException {
    Path run = folder.resolve("results/0123");
    Files.createDirectories(run);
    Files.writeString(run.resolve("run.json"), "{}");
    assertThat(text(run)).contains("stream    none yet", "training  none yet");

    Files.createDirectories(run.resolve("stream/producer/owner-1"));
    writeTraining(run.resolve("training"), "");

    assertThat(text(run)).contains("producer  owner 1", "step 10 of 24");
    assertThat(status(run).at("/training/steps").asInt()).isEqualTo(24);
    Call call = Call.of("status", folder.resolve("results"));
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.err()).contains("holds runs: name one of them, as powdermill status " + run);
  }

  @Test
  void anotherFolderIsOneLine() {
    Call call = Call.of("status", folder);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.err()).contains("is neither a stream").contains("nor a training run");
    assertThat(Call.of("status", folder.resolve("none")).err()).contains("there is no such folder");
  }
}
