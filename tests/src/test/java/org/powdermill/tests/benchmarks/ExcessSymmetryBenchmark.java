package org.powdermill.tests.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.powdermill.symmetry.ExcessSymmetry;
import org.powdermill.symmetry.ExcessSymmetry.Verdict;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.tests.symmetry.GroupArrangement;
import org.powdermill.tests.symmetry.RandomArrangements;

/** The check of one generated crystal, averaged over 200 crystals of random groups. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExcessSymmetryBenchmark {

  private static final int CRYSTALS = 200;

  /** Atoms in the primitive cell, about. */
  @Param({"10", "50", "200"})
  public int atoms;

  private final ExcessSymmetry excess = new ExcessSymmetry();
  private final List<Input> inputs = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent")
  private record Input(
      SpaceGroup group, double[] metric, double[] x, double[] y, double[] z, int[] kinds) {}

  /** Draws the crystals. */
  @Setup
  public void draw() {
    Random groups = new Random(1);
    RandomArrangements source = new RandomArrangements(2, 0);
    while (inputs.size() < CRYSTALS) {
      SpaceGroup group = SpaceGroup.of(1 + groups.nextInt(SpaceGroup.COUNT));
      boolean fits =
          group.wyckoffPositions().stream()
              .anyMatch(
                  position ->
                      position.degreesOfFreedom() > 0
                          && position.primitiveOrbit().size() <= atoms / 4 + 1);
      if (fits) {
        GroupArrangement drawn = source.draw(group, atoms);
        inputs.add(
            new Input(
                group,
                drawn.lattice().metricTensor(),
                drawn.column(0),
                drawn.column(1),
                drawn.column(2),
                drawn.kinds()));
      }
    }
  }

  /** One check. */
  @Benchmark
  @OperationsPerInvocation(CRYSTALS)
  public int check() {
    int exact = 0;
    for (Input c : inputs) {
      Verdict verdict = excess.of(c.group, c.metric, c.x, c.y, c.z, c.kinds, c.kinds.length);
      exact += verdict == Verdict.NONE ? 1 : 0;
    }
    return exact;
  }
}
