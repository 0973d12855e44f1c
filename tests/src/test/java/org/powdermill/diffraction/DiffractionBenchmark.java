package org.powdermill.diffraction;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.powdermill.crystal.Crystal;
import org.powdermill.tests.oracles.OracleCrystals;

/**
 * The 50 crystals of {@code oracles/diffraction}, all of them in each call: from the crystal to the
 * diffractogram at 50 nm (DESIGN 7), and its stages. In this package to reach the stages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiffractionBenchmark {

  private static final double WAVELENGTH = Wavelength.CU_KA1.angstrom();

  private final PeakShape shape = PeakShape.gaussian(50);
  private final PowderSimulation simulation =
      new PowderSimulation(DiffractionSettings.DEFAULT, shape);
  private final StructureFactors structureFactors =
      new StructureFactors(WAVELENGTH, TwoThetaGrid.DEFAULT);
  private final ScatteringFactors factors =
      new ScatteringFactors(DiffractionSettings.DEFAULT, structureFactors.maxS());
  private final PeakProfile profile = new PeakProfile(WAVELENGTH, TwoThetaGrid.DEFAULT);
  private final float[] diffractogram = new float[TwoThetaGrid.DEFAULT.points()];
  private final ReflectionList merged = new ReflectionList();

  private List<Crystal> crystals;
  private ScatteringAtoms[] atoms;
  private ReflectionRow[] rows;
  private ReflectionList[] reflections;
  private ReflectionList[] peaks;

  /** Computes what each stage gets from the one before. */
  @Setup
  public void prepare() {
    crystals = OracleCrystals.all();
    int n = crystals.size();
    atoms = new ScatteringAtoms[n];
    rows = new ReflectionRow[n];
    reflections = new ReflectionList[n];
    peaks = new ReflectionList[n];
    for (int i = 0; i < n; i++) {
      atoms[i] = new ScatteringAtoms();
      atoms[i].fill(crystals.get(i), factors);
      rows[i] = new ReflectionRow(crystals.get(i).symmetryGroup());
      reflections[i] = new ReflectionList();
      structureFactors.sum(crystals.get(i).lattice(), rows[i], atoms[i], reflections[i]);
      peaks[i] = new ReflectionList();
      reflections[i].mergeInto(peaks[i]);
    }
  }

  /** From crystals to peak lists and diffractograms. */
  @Benchmark
  public double whole() {
    double check = 0;
    for (Crystal crystal : crystals) {
      check += simulation.simulate(crystal).diffractogram().intensity()[4000];
    }
    return check;
  }

  /** Expanding the asymmetric units. */
  @Benchmark
  public int atoms() {
    int count = 0;
    for (int i = 0; i < atoms.length; i++) {
      atoms[i].fill(crystals.get(i), factors);
      count += atoms[i].count;
    }
    return count;
  }

  /** Structure factors and intensities of all families of reflections. */
  @Benchmark
  public int structureFactors() {
    int count = 0;
    for (int i = 0; i < atoms.length; i++) {
      structureFactors.sum(crystals.get(i).lattice(), rows[i], atoms[i], reflections[i]);
      count += reflections[i].count;
    }
    return count;
  }

  /** Sorting and merging reflections. */
  @Benchmark
  public int merging() {
    return Arrays.stream(reflections)
        .mapToInt(
            list -> {
              list.mergeInto(merged);
              return merged.count;
            })
        .sum();
  }

  /** Broadening peaks. */
  @Benchmark
  public float profile() {
    float check = 0;
    for (ReflectionList list : peaks) {
      profile.broaden(list, shape, diffractogram);
      check += diffractogram[4000];
    }
    return check;
  }
}
