package org.powdermill.tests.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RanksTest {

  private static final String ENDLESS = "100000000";

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private RankedRun endless(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--count", ENDLESS, "--ranks", "3"));
    arguments.addAll(List.of(more));
    return RankedRun.start(out(), "run", arguments.toArray(String[]::new));
  }

  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-s", name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void threeRanksLeaveTheBytesThatOneProcessLeaves() throws IOException, InterruptedException {
    Path alone = folder.resolve("alone");
    try (RankedRun one = RankedRun.start(alone, "alone", "--count", "1030", "--threads", "2");
        RankedRun three = RankedRun.start(out(), "three", "--count", "1030", "--ranks", "3")) {
      assertThat(one.status()).as(one.error()).isZero();
      assertThat(three.status()).as(three.error()).isZero();
    }

    assertThat(shards(out())).hasSize(21).isEqualTo(shards(alone));
    for (String name : shards(alone)) {
      assertThat(Files.mismatch(alone.resolve(name), out().resolve(name))).as(name).isEqualTo(-1);
    }
    assertThat(out().resolve("end.json")).hasSameTextualContentAs(alone.resolve("end.json"));
    JsonNode ranks = new ObjectMapper().readTree(out().resolve("ranks.json").toFile());
    assertThat(ranks).hasSize(3);
    for (int rank = 0; rank < 3; rank++) {
      assertThat(ranks.get(rank).get("rank").asInt()).isEqualTo(rank);
      assertThat(ranks.get(rank).get("host").asText()).isNotEmpty();
    }
    long counted = 0;
    for (String line : Files.readAllLines(out().resolve("metrics.jsonl"))) {
      counted += new ObjectMapper().readTree(line).get("diffractograms").asLong();
    }
    assertThat(counted).isEqualTo(1030);
    assertThat(out().resolve("rendezvous")).isEmptyDirectory();
  }

  private static List<String> shards(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".h5"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whenARankIsKilledAllEndWith70AndOneLineNamesIt(int victim)
      throws IOException, InterruptedException {
    try (RankedRun run = endless()) {
      ProcessHandle rank = run.ranksAtWork(5).get(victim);

      signal("KILL", List.of(rank));

      assertThat(run.status()).isEqualTo(70);
      assertThat(run.verdicts())
          .singleElement()
          .asString()
          .contains("rank %d on ".formatted(victim), "pid " + rank.pid(), "connection closed");
    }
  }

  @Test
  void whenAllRanksAreKilledThatIsSaidToo() throws IOException, InterruptedException {
    try (RankedRun run = endless()) {
      signal("KILL", run.ranksAtWork(5));

      assertThat(run.status()).isEqualTo(70);
      assertThat(run.verdicts()).singleElement().asString().contains("rank 0 on ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aStoppedRankIsLostAfterTheTimeout(int victim) throws IOException, InterruptedException {
    // Longer than a loaded machine holds a process up, as that would end the run as well.
    try (RankedRun run = endless("--rank-timeout", "8")) {
      ProcessHandle rank = run.ranksAtWork(5).get(victim);

      signal("STOP", List.of(rank));

      assertThat(run.status()).isEqualTo(70);
      assertThat(run.verdicts())
          .singleElement()
          .asString()
          .contains("rank %d on ".formatted(victim), "no sign of life");
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, -1", "INT, -1", "TERM, 0", "TERM, 1"})
  void anInterruptedRunStopsWith75AndGoesOn(String name, int rank)
      throws IOException, InterruptedException {
    try (RankedRun run = endless()) {
      List<ProcessHandle> ranks = run.ranksAtWork(5);

      signal(name, List.of(rank < 0 ? run.handle() : ranks.get(rank)));

      assertThat(run.status()).as(run.error()).isEqualTo(75);
      assertThat(run.verdicts())
          .singleElement()
          .asString()
          .contains("run the same call again to go on");
    }
    try (Stream<Path> files = Files.list(out())) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
    assertThat(out().resolve("end.json")).doesNotExist();
    try (RankedRun again = RankedRun.start(out(), "again", "--count", "200", "--ranks", "2")) {
      assertThat(again.status()).as(again.error()).isZero();
      assertThat(Files.readString(folder.resolve("again.out")))
          .contains("4 shards")
          .doesNotContain(" 0 kept");
    }
  }

  @Test
  void whenTheParentIsKilledTheRanksEnd() throws IOException, InterruptedException {
    try (RankedRun run = endless()) {
      run.ranksAtWork(5);

      signal("KILL", List.of(run.handle()));

      run.awaitEndOfRanks();
      assertThat(run.error()).contains("run the same call again to go on");
    }
  }

  private RankedRun byHand(int rank, List<String> virtualMachine, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--count", ENDLESS, "--ranks", "2", "--rank", "" + rank));
    arguments.addAll(List.of("--interface", "127.0.0.1"));
    arguments.addAll(List.of(more));
    return RankedRun.start(out(), "rank" + rank, virtualMachine, arguments.toArray(String[]::new));
  }

  @Test
  void ranksStartedByHandThatMeanAnotherRunEndWith1AndSayWhatDiffers()
      throws IOException, InterruptedException {
    try (RankedRun one = byHand(1, List.of(), "--seed", "2");
        RankedRun zero = byHand(0, List.of())) {
      assertThat(zero.status()).as(zero.error()).isEqualTo(1);
      assertThat(one.status()).as(one.error()).isEqualTo(1);
      assertThat(zero.verdicts())
          .singleElement()
          .asString()
          .contains("rank 1 on ", "another run", "seed is 2, not 1", "the same command");
      assertThat(one.verdicts()).isEmpty();
    }
  }

  @Test
  void anErrorOfARankEndsAllAndRankZeroTellsIt() throws IOException, InterruptedException {
    String missing = folder.resolve("libsymspg.so").toString();
    try (RankedRun one = byHand(1, List.of("-Dpowdermill.spglib=" + missing));
        RankedRun zero = byHand(0, List.of())) {
      assertThat(zero.status()).as(zero.error()).isEqualTo(70);
      assertThat(one.status()).as(one.error()).isEqualTo(70);
      assertThat(zero.verdicts()).singleElement().asString().contains("rank 1 on ", missing);
      assertThat(one.verdicts()).isEmpty();
    }
  }

  @Test
  void aRankThatNeverArrivesIsNamed() throws IOException, InterruptedException {
    try (RankedRun zero = byHand(0, List.of(), "--rank-arrival", "2")) {
      assertThat(zero.status()).as(zero.error()).isEqualTo(70);
      assertThat(zero.verdicts()).singleElement().asString().contains("rank 1 of 2", "not arrive");
    }
    try (RankedRun one = byHand(1, List.of(), "--rank-arrival", "2")) {
      assertThat(one.status()).as(one.error()).isEqualTo(70);
      assertThat(one.verdicts()).singleElement().asString().contains("cannot reach rank 0");
    }
  }

  @Test
  void ranksFindEachOtherPastTheRendezvousOfARunThatHasEnded()
      throws IOException, InterruptedException {
    Path rendezvous = out().resolve("rendezvous").resolve("by-hand.json");
    Files.createDirectories(rendezvous.getParent());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = silent.getLocalPort();
      Files.writeString(
          rendezvous,
          "{\"format\":\"powdermill-rendezvous-1\",\"host\":\"127.0.0.1\",\"port\":%d,\"nonce\":\"%s\"}"
              .formatted(port, "0".repeat(64)));
    }
    try (RankedRun one = byHand(1, List.of());
        RankedRun zero = byHand(0, List.of())) {
      zero.ranksAtWork(5);
      signal("TERM", List.of(one.handle()));

      assertThat(zero.status()).as(zero.error()).isEqualTo(75);
      assertThat(one.status()).as(one.error()).isEqualTo(75);
    }
  }

  @Test
  void twoRunsAtOnceOnOneMachineDoNotMeet() throws IOException, InterruptedException {
    Path other = folder.resolve("other");
    try (RankedRun first = RankedRun.start(out(), "first", "--count", "300", "--ranks", "2");
        RankedRun second = RankedRun.start(other, "second", "--count", "300", "--ranks", "2")) {
      assertThat(first.status()).as(first.error()).isZero();
      assertThat(second.status()).as(second.error()).isZero();
    }
    assertThat(shards(out())).hasSize(6).isEqualTo(shards(other));
  }

  @Test
  void aRangeOfPortsWithoutAFreeOneIsSaid() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      try (RankedRun run = endless("--port-range", port)) {
        assertThat(run.status()).as(run.error()).isEqualTo(1);
        assertThat(run.verdicts()).singleElement().asString().contains(port, "--port-range");
      }
    }
  }

  @Test
  void aStreamIsFedByRanks() throws IOException, InterruptedException {
    Path stream = folder.resolve("stream");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.powdermill.tools.Powdermill", "generate", "--ranks", "2"));
    command.addAll(List.of("--stream", stream.toString(), "--count", "500"));
    command.addAll(List.of("--shard-size", "50", "--two-theta", "5:90:0.1"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("stream.txt").toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(folder.resolve("stream.txt"))).isZero();
    assertThat(shards(stream)).hasSize(10);
    assertThat(stream.resolve("end.json")).exists();
    assertThat(stream.resolve("producer/owner-1/outcome.json"))
        .content()
        .containsPattern("\"status\"\\s*:\\s*0");
  }
}
