package org.powdermill.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.TrainingSettings;

/**
 * Times training steps of a network, forward, backward and Adam. Where PyTorch is installed it
 * trains the same network beside us, in turn, so that what else the machine does hits both.
 */
final class TrainingBenchmark {

  private static final double RATE = 1e-4;
  private static final int WARM_UP_STEPS = 3;
  private static final int LEAST_STEPS = 5;
  private static final double ROUND_SECONDS = 1;

  /**
   * What a benchmark found.
   *
   * @param benchmark its name
   * @param network what was trained
   * @param engine by which library
   * @param batch diffractograms in a step
   * @param threads of either side
   * @param classes number of classes
   * @param points of a diffractogram
   * @param millisecondsPerStep median
   * @param leastMillisecondsPerStep fastest step
   * @param cpuMillisecondsPerStep processor time of all threads, mean: what a loaded machine
   *     changes least, if there is one thread
   * @param steps number of those timed
   * @param peakMemoryMib resident memory of this process at its largest
   * @param pytorchMillisecondsPerStep median of PyTorch; null where it is not installed
   * @param pytorchLeastMillisecondsPerStep fastest step of PyTorch
   * @param pytorchCpuMillisecondsPerStep processor time of PyTorch's threads, mean
   * @param pytorchPeakMemoryMib resident memory of PyTorch's process at its largest
   * @param pytorchVersion version
   * @param ratio our median to PyTorch's
   * @param loadAverage of the machine over the last minute, before the benchmark began; negative
   *     where it is not known
   * @param build version and commit
   * @param machine as in provenance.json
   */
  record Figures(
      String benchmark,
      String network,
      String engine,
      int batch,
      int threads,
      int classes,
      int points,
      double millisecondsPerStep,
      double leastMillisecondsPerStep,
      double cpuMillisecondsPerStep,
      int steps,
      long peakMemoryMib,
      Double pytorchMillisecondsPerStep,
      Double pytorchLeastMillisecondsPerStep,
      Double pytorchCpuMillisecondsPerStep,
      Long pytorchPeakMemoryMib,
      String pytorchVersion,
      Double ratio,
      double loadAverage,
      String build,
      Map<String, Object> machine) {

    String summary() {
      return String.format(
              Locale.ROOT,
              "%s, batch %d, %d threads: %.0f ms a step (median of %d), %d MiB; ",
              network,
              batch,
              threads,
              millisecondsPerStep,
              steps,
              peakMemoryMib)
          + (ratio == null
              ? "no PyTorch to compare with"
              : String.format(
                  Locale.ROOT,
                  "PyTorch %s %.0f ms, %d MiB: %.2f times its time",
                  pytorchVersion,
                  pytorchMillisecondsPerStep,
                  pytorchPeakMemoryMib,
                  ratio))
          + String.format(Locale.ROOT, "; load average %.2f", loadAverage);
    }
  }

  /** Time of a step, by the clock and of all processors. */
  record StepTime(double milliseconds, double cpuMilliseconds) {}

  private final Network network;
  private final int batch;
  private final int threads;
  private final float[] diffractograms;
  private final int[] labels;

  TrainingBenchmark(Network network, int batch, int threads) {
    this.network = network;
    this.batch = batch;
    this.threads = threads;
    SplittableRandom random = new SplittableRandom(1);
    this.diffractograms = new float[Math.multiplyExact(batch, network.points())];
    for (int i = 0; i < diffractograms.length; i++) {
      diffractograms[i] = (float) random.nextDouble();
    }
    this.labels = random.ints(batch, 0, network.classes()).toArray();
  }

  /**
   * Measures.
   *
   * @param seconds for each side, after a warm-up
   * @param python the Python whose PyTorch trains beside us
   */
  Figures run(double seconds, Optional<Path> python) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    EngineProvider provider = EngineProvider.onClassPath();
    List<StepTime> own = new ArrayList<>();
    List<StepTime> peers = new ArrayList<>();
    Optional<PytorchPeer> started =
        python.flatMap(program -> PytorchPeer.start(program, network, batch, threads));
    try (Engine engine = provider.build(network, 1, TrainingSettings.ofThreads(threads));
        PytorchPeer peer = started.orElse(null)) {
      for (int step = 0; step < WARM_UP_STEPS; step++) {
        step(engine);
      }
      if (peer != null) {
        peer.steps(WARM_UP_STEPS);
      }
      double spent = 0;
      while (own.size() < LEAST_STEPS || spent < seconds * 1000) {
        double round = 0;
        int steps = 0;
        while (round < ROUND_SECONDS * 1000) {
          StepTime time = step(engine);
          own.add(time);
          round += time.milliseconds();
          steps++;
        }
        spent += round;
        if (peer != null) {
          peers.addAll(peer.steps(steps));
        }
      }
      Optional<PytorchPeer.End> end = started.map(PytorchPeer::end);
      return figures(provider.name(), own, peers, end.orElse(null), load);
    }
  }

  private Figures figures(
      String engine, List<StepTime> own, List<StepTime> peers, PytorchPeer.End end, double load) {
    boolean beside = end != null;
    double median = median(own);
    return new Figures(
        "train",
        network.name(),
        engine,
        batch,
        threads,
        network.classes(),
        network.points(),
        median,
        least(own),
        cpu(own),
        own.size(),
        peakMemoryMib(),
        beside ? (Double) median(peers) : null,
        beside ? (Double) least(peers) : null,
        beside ? (Double) cpu(peers) : null,
        beside ? (Long) end.peakMemoryMib() : null,
        beside ? end.version() : null,
        beside ? (Double) (median / median(peers)) : null,
        load,
        Build.current().toString(),
        Provenance.machine());
  }

  private StepTime step(Engine engine) {
    long cpu = cpuNanoseconds();
    long start = System.nanoTime();
    engine.step(diffractograms, labels, RATE);
    return new StepTime((System.nanoTime() - start) / 1e6, (cpuNanoseconds() - cpu) / 1e6);
  }

  private static long cpuNanoseconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  static double median(List<StepTime> times) {
    double[] sorted = times.stream().mapToDouble(StepTime::milliseconds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double least(List<StepTime> times) {
    return times.stream().mapToDouble(StepTime::milliseconds).min().orElseThrow();
  }

  private static double cpu(List<StepTime> times) {
    return times.stream().mapToDouble(StepTime::cpuMilliseconds).average().orElseThrow();
  }

  /** What Linux counts as VmHWM. */
  private static long peakMemoryMib() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
