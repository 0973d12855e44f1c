package org.powdermill.hdf5.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFileTest {

  private static final Path FILE = Path.of("state.json");

  private static OwnerState<ConsumerState> state(long removed, long durable, long next) {
    return new OwnerState<>(
        new OwnerState.Head(
            StreamSide.CONSUMER.format(), "1.0", 3, 17, "reading", "2026-01-01T00:00:00Z", null),
        ProcessIdentity.current(),
        new ConsumerState(
            5,
            removed + durable + next,
            removed + durable,
            removed,
            List.of(new ConsumerState.Wanted(7, 1), new ConsumerState.Wanted(8, 2)),
            false,
            4,
            40,
            0.125));
  }

  @Property(tries = 100)
  void comesBackAsWritten(
      @ForAll @LongRange(min = 0, max = 1L << 50) long removed,
      @ForAll @LongRange(min = 0, max = 1L << 50) long durable,
      @ForAll @LongRange(min = 0, max = 1L << 50) long next) {
    OwnerState<ConsumerState> state = state(removed, durable, next);

    assertThat(StreamJson.parse(FILE, StreamJson.bytes(state), StreamSide.CONSUMER))
        .isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"counter\" : 17 | \"counter\" : -1",
        "\"counter\" : 17 | \"counter\" : null",
        "\"counter\" : 17 | \"counter\" : 99999999999999999999",
        "\"epoch\" : 3 | \"epoch\" : 0",
        "\"version\" : \"1.0\" | \"version\" : \"2.0\"",
        "powdermill-consumer | powdermill-producer",
        "\"next_shard\" : 6 | \"next_shard\" : 1",
        "\"next_shard\" : 6 | \"next_shard\" : null",
        "\"durable_shard\" : 3 | \"durable_shard\" : 9223372036854775807",
        "\"request\" : 1 | \"request\" : 0",
        "\"waiting_share\" : 0.125 | \"waiting_share\" : 2",
        "\"waiting_share\" : 0.125 | \"waiting_share\" : \"NaN\"",
        "{ | [",
        "\"pid\" | \"other\"",
      })
  void whatIsNoneIsRefusedInOneLine(String from, String to) {
    String text = new String(StreamJson.bytes(state(1, 2, 3)), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    byte[] spoilt = text.replace(from, to).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StreamJson.parse(FILE, spoilt, StreamSide.CONSUMER))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("state.json")
        .hasMessageNotContaining("\n");
  }
}
