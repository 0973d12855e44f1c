package org.powdermill.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {

  @ParameterizedTest
  @CsvSource({"0,1e-3", "498,1e-3", "499,5e-4", "998,5e-4", "999,2.5e-4", "1499,1.25e-4"})
  void thePapersRateIsHalvedWithEpoch499And999(long epoch, double rate) {
    LearningRateSchedule paper =
        new LearningRateSchedule(
            LearningRateSchedule.paperBase("parkcnn-big"),
            LearningRateSchedule.PAPER_HALVE_EVERY,
            0);

    assertThat(paper.rate(epoch, 1)).isEqualTo(rate);
  }

  @Test
  void resnetsLearnMoreSlowly() {
    assertThat(LearningRateSchedule.paperBase("resnet-50")).isEqualTo(1e-4);
  }

  @Test
  void warmUpRisesInAStraightLineToTheRate() {
    LearningRateSchedule schedule = new LearningRateSchedule(0.8, 500, 4);

    assertThat(LongStream.rangeClosed(1, 5).mapToDouble(step -> schedule.rate(0, step)).toArray())
        .containsExactly(0.2, 0.4, 0.6000000000000001, 0.8, 0.8);
  }

  @ParameterizedTest
  @CsvSource({"0,1,0", "-1,1,0", "NaN,1,0", "11,1,0", "1e-3,0,0", "1e-3,1,-1"})
  void whatIsNoRateIsRefused(double base, int halveEvery, long warmUp) {
    assertThatThrownBy(() -> new LearningRateSchedule(base, halveEvery, warmUp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learning rate");
  }
}
