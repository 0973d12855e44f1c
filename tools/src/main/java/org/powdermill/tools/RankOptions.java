package org.powdermill.tools;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.production.ranks.PortRange;
import org.powdermill.production.ranks.RankPlace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say which rank of how many this process is; docs/ranks.md explains the hidden. */
final class RankOptions {

  /** What a process is. */
  enum Role {
    /** No ranks are wanted. */
    ALONE,
    /** It starts the ranks on this machine. */
    PARENT,
    /** It is one of them. */
    RANK
  }

  @Option(
      names = "--ranks",
      paramLabel = "R",
      converter = WholeNumbers.PositiveInt.class,
      description = "Processes on this machine, joined by MPI.")
  private Integer ranks;

  @Option(
      names = "--rank",
      hidden = true,
      paramLabel = "r",
      converter = WholeNumbers.NotNegativeInt.class)
  private Integer rank;

  @Option(names = "--job", hidden = true, paramLabel = "NAME")
  private String job;

  @Option(names = "--interface", hidden = true, paramLabel = "NAME")
  private String networkInterface;

  @Option(
      names = "--port-range",
      hidden = true,
      paramLabel = "FIRST-LAST",
      converter = PortRangeText.class)
  private PortRange ports = PortRange.ANY;

  @Option(
      names = "--rank-timeout",
      hidden = true,
      paramLabel = "S",
      defaultValue = "30",
      converter = PositiveNumber.class)
  private double timeoutSeconds = 30;

  @Option(
      names = "--rank-arrival",
      hidden = true,
      paramLabel = "S",
      defaultValue = "120",
      converter = PositiveNumber.class)
  private double arrivalSeconds = 120;

  /** Whether the parent holds standard input open as long as it lives. */
  @Option(names = "--attached", hidden = true)
  private boolean attached;

  /** Reads {@code FIRST-LAST}. */
  static final class PortRangeText implements ITypeConverter<PortRange> {
    @Override
    public PortRange convert(String text) {
      try {
        return PortRange.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** What this process is, where SLURM may have started it. */
  Role role(Map<String, String> environment) {
    if (rank != null || isSlurmRank(environment)) {
      return Role.RANK;
    }
    return ranks != null ? Role.PARENT : Role.ALONE;
  }

  /** Whether {@code srun} started it as one of several. */
  private static boolean isSlurmRank(Map<String, String> environment) {
    return environment.containsKey("SLURM_STEP_ID")
        && environment.containsKey("SLURM_PROCID")
        && number(environment, "SLURM_STEP_NUM_TASKS") > 1;
  }

  private static int number(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  int ranks() {
    return ranks;
  }

  boolean attached() {
    return attached;
  }

  /** The command line of ranks that this process starts: they need no more than this machine. */
  List<String> commandLine(List<String> own) {
    List<String> line = new ArrayList<>(own);
    line.addAll(
        List.of(
            "--job",
            "local-%d-%d".formatted(ProcessHandle.current().pid(), System.currentTimeMillis())));
    if (networkInterface == null) {
      line.addAll(List.of("--interface", InetAddress.getLoopbackAddress().getHostAddress()));
    }
    return line;
  }

  /**
   * Which rank this is.
   *
   * @param folder that all ranks share
   * @throws IllegalArgumentException if the numbers do not go together
   */
  RankPlace place(Path folder, Map<String, String> environment) {
    if (rank != null && ranks == null) {
      throw new IllegalArgumentException("--rank goes with --ranks");
    }
    return new RankPlace(
        rank != null ? rank : number(environment, "SLURM_PROCID"),
        ranks != null ? ranks : number(environment, "SLURM_STEP_NUM_TASKS"),
        job != null ? job : slurmJob(environment).orElse("by-hand"),
        folder,
        Optional.ofNullable(networkInterface),
        ports,
        seconds(timeoutSeconds),
        seconds(arrivalSeconds));
  }

  private static Optional<String> slurmJob(Map<String, String> environment) {
    return environment.containsKey("SLURM_JOB_ID")
        ? Optional.of(
            "%s-%s-%s"
                .formatted(
                    environment.get("SLURM_JOB_ID"),
                    environment.getOrDefault("SLURM_STEP_ID", "0"),
                    environment.getOrDefault("SLURM_RESTART_COUNT", "0")))
        : Optional.empty();
  }

  private static Duration seconds(double number) {
    return Duration.ofMillis(Math.max(1, (long) (Math.min(number, 1e6) * 1000)));
  }
}
