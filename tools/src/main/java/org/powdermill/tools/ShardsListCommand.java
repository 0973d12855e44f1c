package org.powdermill.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shards, a line each, and which are missing among them. */
@Command(
    name = "list",
    customSynopsis = "powdermill shards list FILE... [OPTION]...",
    description = {
      "List shards by their headers; shards verify reads all of them. A shard whose",
      "header cannot be trusted is named, and the exit status is 1."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill shards list docs/examples/stream",
      "  powdermill shards list docs/examples/stream/shard-00000002.h5 --json"
    })
final class ShardsListCommand implements Callable<Integer> {

  /** Characters of the digest that are shown. */
  private static final int SHORT_DIGEST = 12;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Shards, and folders with shards or a stream.")
  private List<Path> inputs = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  /** Shards that are not there between those that are. */
  private record Gap(long firstShard, long lastShard) {}

  /** A shard that could not be listed. */
  private record Fault(String file, String fault) {}

  @Override
  public Integer call() {
    List<ShardSummary> shards = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (ShardFiles.ShardFile file : ShardFiles.find(inputs)) {
      try (ShardReader reader = ShardReader.open(file.path())) {
        shards.add(ShardSummary.of(file.path(), reader));
      } catch (ShardException | FileException e) {
        if (!file.isGone()) {
          faults.add(new Fault(file.path().toString(), e.getMessage()));
        }
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(summary(shards, faults)));
    } else {
      if (!shards.isEmpty()) {
        print(shards, out);
      }
      faults.forEach(fault -> spec.commandLine().getErr().println(fault.fault()));
    }
    return faults.isEmpty() ? Powdermill.DONE : Powdermill.ERROR;
  }

  private static Map<String, Object> summary(List<ShardSummary> shards, List<Fault> faults) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("shards", shards);
    summary.put("diffractograms", rows(shards));
    summary.put("bytes", bytes(shards));
    summary.put("missing", gaps(shards));
    summary.put("faults", faults);
    return summary;
  }

  private static void print(List<ShardSummary> shards, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of("shard", "first", "last", "rows", "store", "bytes", "seed", "digest", "file"));
    for (ShardSummary shard : shards) {
      String digest = shard.statisticsDigest();
      lines.add(
          List.of(
              Long.toString(shard.shard()),
              Long.toString(shard.firstIndex()),
              Long.toString(shard.lastIndex()),
              Integer.toString(shard.rows()),
              shard.store(),
              Long.toString(shard.bytes()),
              Long.toString(shard.seed()),
              digest.substring(0, Math.min(SHORT_DIGEST, digest.length())),
              shard.file()));
    }
    out.print(TextTable.of(lines));
    out.println(
        "%d shards, %d diffractograms, %d bytes%s"
            .formatted(shards.size(), rows(shards), bytes(shards), missing(shards)));
  }

  private static long rows(List<ShardSummary> shards) {
    return shards.stream().mapToLong(ShardSummary::rows).sum();
  }

  private static long bytes(List<ShardSummary> shards) {
    return shards.stream().mapToLong(ShardSummary::bytes).sum();
  }

  private static String missing(List<ShardSummary> shards) {
    List<Gap> gaps = gaps(shards);
    if (gaps.isEmpty()) {
      return "";
    }
    long missing = gaps.stream().mapToLong(gap -> gap.lastShard() - gap.firstShard() + 1).sum();
    return "; %d missing between them, from shard %d on"
        .formatted(missing, gaps.get(0).firstShard());
  }

  private static List<Gap> gaps(List<ShardSummary> shards) {
    List<Long> numbers = shards.stream().map(ShardSummary::shard).sorted().toList();
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < numbers.size(); i++) {
      long expected = numbers.get(i - 1) + 1;
      if (numbers.get(i) > expected) {
        gaps.add(new Gap(expected, numbers.get(i) - 1));
      }
    }
    return gaps;
  }
}
