package org.powdermill.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;

class FrameTest {

  @Property
  void whateverComesIsAFrameOrAnIoException(@ForAll @Size(max = 2000) byte[] bytes) {
    try {
      Frame frame = Frame.take(ByteBuffer.wrap(bytes), Hello.MAX_BODY);
      if (frame != null) {
        assertThat(Hello.of(frame)).isNotNull();
      }
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  @Property
  void aFrameIsTakenWhenItIsWholeAndNotBefore(
      @ForAll @Size(max = 300) byte[] body, @ForAll Frame.Kind kind) throws IOException {
    byte[] bytes = Frame.of(kind, out -> out.write(body)).bytes().array();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Frame.take(ByteBuffer.wrap(bytes, 0, length), Hello.MAX_BODY)).isNull();
    }

    Frame taken = Frame.take(ByteBuffer.wrap(bytes), Hello.MAX_BODY);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Frame read = Frame.read(in.read(), in, Hello.MAX_BODY);

    assertThat(taken.kind()).isEqualTo(kind);
    assertThat(taken.in().readAllBytes()).isEqualTo(body);
    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.in().readAllBytes()).isEqualTo(body);
  }

  @Property
  void tasksAndReportsArriveAsTheyWereSent(
      @ForAll long shard,
      @ForAll int rows,
      @ForAll boolean made,
      @ForAll double working,
      @ForAll double waiting,
      @ForAll boolean fault) {
    ShardTask task = new ShardTask(shard, rows);
    ShardReport report =
        new ShardReport(
            3, task, made, fault ? Optional.of("torn") : Optional.empty(), working, waiting);

    assertThat(Wire.task(Wire.bytes(task))).isEqualTo(task);
    assertThat(Wire.report(3, Wire.bytes(report))).isEqualTo(report);
  }

  @Property
  void aLongTextIsCutToFitAFrame(@ForAll String text) {
    String cut = Frame.shortened(text.repeat(3));

    assertThat(cut).doesNotContain("\n").hasSizeLessThan(2100);
    assertThat(Frame.abort(70, text).bytes().remaining()).isLessThan(Frame.MAX_BODY_OF_RANK);
  }
}
