package org.powdermill.production.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final EventQueue events = new EventQueue();
  private final List<String> happened = new ArrayList<>();

  @Test
  void eventsHappenInTheOrderOfTheirTimesAndThenOfTheirPlanning() {
    events.after(20, () -> happened.add("c"));
    events.after(10, () -> happened.add("a"));
    events.after(10, () -> events.after(0, () -> happened.add("b2")));
    events.after(10, () -> happened.add("b1"));
    events.after(21, () -> happened.add("too late"));

    events.runUntil(20);

    assertThat(happened).containsExactly("a", "b1", "b2", "c");
    assertThat(events.now()).isEqualTo(20);
  }

  @Test
  void transfersShareTheBandwidthAndNoneIsFasterThanAClient() {
    // 3 bytes a nanosecond for all, 2 for one.
    SharedBandwidth bandwidth = new SharedBandwidth(events, 3e9, 2e9);
    bandwidth.transfer(300, () -> happened.add("small at " + events.now()));
    bandwidth.transfer(1300, () -> happened.add("large at " + events.now()));

    events.runUntil(10_000);

    // 1.5 each until 200, then 1000 bytes at 2.
    assertThat(happened).containsExactly("small at 200", "large at 700");
    assertThat(bandwidth.moved()).isEqualTo(1600);
  }

  @Test
  void aSerialResourceServesInTheOrderOfComing() {
    SerialResource resource = new SerialResource(events);
    resource.use(100, () -> happened.add("first at " + events.now()));
    events.after(50, () -> resource.use(100, () -> happened.add("second at " + events.now())));

    events.runUntil(150);
    assertThat(resource.busyTime()).isEqualTo(150);
    events.runUntil(1000);

    assertThat(happened).containsExactly("first at 100", "second at 200");
    assertThat(resource.busyTime()).isEqualTo(200);
  }
}
