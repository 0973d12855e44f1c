package org.powdermill.tools;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.powdermill.crystal.Crystal;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;

/** Times the simulation of crystals in rounds, each crystal once a round. */
final class SimulationBenchmark {

  private static final double CRYSTALLITE_SIZE_NM = 50;
  private static final int LEAST_ROUNDS = 5;

  /**
   * The time of a crystal.
   *
   * @param name of the crystal
   * @param peaks number of peaks
   * @param milliseconds median over the rounds
   */
  record CrystalFigures(String name, int peaks, double milliseconds) {}

  /**
   * What a benchmark found.
   *
   * @param benchmark its name
   * @param data where the crystals come from
   * @param totalMilliseconds sum of the medians
   * @param crystals number of crystals
   * @param peaks number of peaks of all
   * @param rounds how often each was timed
   * @param loadAverage of the machine over the last minute, before the benchmark began; negative
   *     where it is not known
   * @param build version and commit
   * @param machine as in provenance.json
   * @param perCrystal one by one
   */
  record Figures(
      String benchmark,
      String data,
      double totalMilliseconds,
      int crystals,
      int peaks,
      int rounds,
      double loadAverage,
      String build,
      Map<String, Object> machine,
      List<CrystalFigures> perCrystal) {

    String summary() {
      return String.format(
          Locale.ROOT,
          "%d crystals, %d peaks: %.3f ms (median of %d rounds; load average %.2f; %s)",
          crystals,
          peaks,
          totalMilliseconds,
          rounds,
          loadAverage,
          data);
    }
  }

  private final PowderSimulation simulation =
      new PowderSimulation(DiffractionSettings.DEFAULT, PeakShape.gaussian(CRYSTALLITE_SIZE_NM));
  private final List<Crystal> crystals;

  /** Number of peaks of each crystal. */
  private final int[] peaks;

  private SimulationBenchmark(List<Crystal> crystals) {
    this.crystals = crystals;
    this.peaks = new int[crystals.size()];
  }

  static Figures run(String data, List<Crystal> crystals, double seconds) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    SimulationBenchmark benchmark = new SimulationBenchmark(crystals);
    benchmark.rounds(seconds / 2);
    List<long[]> rounds = benchmark.rounds(seconds);
    List<CrystalFigures> figures = new ArrayList<>();
    for (int i = 0; i < crystals.size(); i++) {
      figures.add(
          new CrystalFigures(
              crystals.get(i).name(), benchmark.peaks[i], medianMilliseconds(rounds, i)));
    }
    return new Figures(
        "simulate",
        data,
        figures.stream().mapToDouble(CrystalFigures::milliseconds).sum(),
        figures.size(),
        figures.stream().mapToInt(CrystalFigures::peaks).sum(),
        rounds.size(),
        load,
        Build.current().toString(),
        Provenance.machine(),
        figures);
  }

  private List<long[]> rounds(double seconds) {
    List<long[]> rounds = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (rounds.size() < LEAST_ROUNDS || System.nanoTime() < end) {
      rounds.add(round());
    }
    return rounds;
  }

  private long[] round() {
    long[] nanoseconds = new long[crystals.size()];
    for (int i = 0; i < nanoseconds.length; i++) {
      long start = System.nanoTime();
      peaks[i] = simulation.simulate(crystals.get(i)).peaks().size();
      nanoseconds[i] = System.nanoTime() - start;
    }
    return nanoseconds;
  }

  private static double medianMilliseconds(List<long[]> rounds, int crystal) {
    long[] times = rounds.stream().mapToLong(round -> round[crystal]).sorted().toArray();
    int middle = times.length / 2;
    double median =
        times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2.0;
    return median / 1e6;
  }
}
