package org.powdermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPosition;

class FreeCoordinatesTest {

  @Test
  void givesBackThePointOnEachOfAllPositions() {
    Random random = new Random(5);
    int positions = 0;
    for (SpaceGroup group : SpaceGroup.all()) {
      for (WyckoffPosition position : group.wyckoffPositions()) {
        double[] point =
            position
                .representative()
                .apply(
                    new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()});
        double[] moved = {point[0] + 1, point[1] - 2, point[2]};
        double[] back = position.representative().apply(FreeCoordinates.of(position, moved));
        for (int i = 0; i < 3; i++) {
          double difference = back[i] - point[i];
          assertThat(difference - Math.rint(difference))
              .as("%s of %s", position, group)
              .isBetween(-1e-9, 1e-9);
        }
        positions++;
      }
    }
    assertThat(positions).isEqualTo(1731);
  }

  @Test
  void aPointBesideThePositionIsRefused() {
    WyckoffPosition position = SpaceGroup.of(136).wyckoffPosition('f'); // x,x,0

    assertThatThrownBy(() -> FreeCoordinates.of(position, new double[] {0.3, 0.31, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not on x,x,0");
  }
}
