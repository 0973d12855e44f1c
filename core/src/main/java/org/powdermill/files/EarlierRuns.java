package org.powdermill.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those that left a folder's {@code provenance.json}, in short, the oldest first. */
final class EarlierRuns {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierRuns.class);

  private static final int MOST = 100;
  private static final int MAX_BYTES = 4 << 20;
  private static final List<String> KEPT =
      List.of("version", "commit", "command", "started", "finished", "status", "seeds");
  private static final ObjectMapper JSON = new ObjectMapper();

  private EarlierRuns() {}

  /** Of a file that may be there; what cannot be read is told and forgotten. */
  static List<JsonNode> of(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      if (JSON.readTree(Storage.disk().read(file, MAX_BYTES)) instanceof ObjectNode last) {
        List<JsonNode> runs = new ArrayList<>();
        last.path("earlier").forEach(runs::add);
        runs.add(inShort(last));
        return runs.subList(Math.max(0, runs.size() - MOST), runs.size());
      }
      LOG.warn("{} is no JSON object: earlier runs are forgotten", file);
    } catch (IOException e) {
      LOG.warn("{}: earlier runs are forgotten: {}", file, AtomicFile.reason(e));
    }
    return List.of();
  }

  private static JsonNode inShort(ObjectNode last) {
    ObjectNode run = JSON.createObjectNode();
    KEPT.forEach(name -> copy(run, name, last.path(name)));
    copy(run, "host", last.path("machine").path("host"));
    copy(run, "slurm_job", last.path("slurm").path("SLURM_JOB_ID"));
    copy(run, "slurm_restart", last.path("slurm").path("SLURM_RESTART_COUNT"));
    return run;
  }

  private static void copy(ObjectNode run, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      run.set(name, value);
    }
  }
}
