package org.powdermill.statistics.entries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.powdermill.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of whole batches of entries in files {@code .entries-KEY.jsonl.gz}, so that an
 * interrupted run goes on where it was. The key is a digest of the batch and of what reads it; a
 * part that cannot be read is made again.
 */
final class EntryCache {

  private static final Logger LOG = LoggerFactory.getLogger(EntryCache.class);
  private static final String PREFIX = ".entries-";
  private static final String SUFFIX = ".jsonl.gz";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader CRYSTAL = JSON.readerFor(CrystalEntry.class);
  private static final ObjectReader REFUSED = JSON.readerFor(RefusedEntry.class);

  private final Path folder;

  EntryCache(Path folder) {
    this.folder = folder;
  }

  private Path part(String key) {
    return folder.resolve(PREFIX + key + SUFFIX);
  }

  Optional<List<EntryResult>> read(String key) {
    if (!Files.isRegularFile(part(key))) {
      return Optional.empty();
    }
    List<EntryResult> entries = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(part(key))), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode node = JSON.readTree(line);
        entries.add(
            node.has("crystal")
                ? CRYSTAL.readValue(node.get("crystal"))
                : REFUSED.readValue(node.get("refused")));
      }
      return Optional.of(entries);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read and is made again: {}", part(key), e.getMessage());
      return Optional.empty();
    }
  }

  void write(String key, List<EntryResult> entries) {
    AtomicFile.write(
        part(key),
        temporary -> {
          try (BufferedWriter writer =
              new BufferedWriter(
                  new OutputStreamWriter(
                      new GZIPOutputStream(Files.newOutputStream(temporary), 1 << 16),
                      StandardCharsets.UTF_8))) {
            for (EntryResult entry : entries) {
              ObjectNode node = JSON.createObjectNode();
              node.set(
                  entry instanceof CrystalEntry ? "crystal" : "refused", JSON.valueToTree(entry));
              writer.write(JSON.writeValueAsString(node));
              writer.write('\n');
            }
          }
        });
  }

  /** Deletes all parts: the run has ended. */
  void clear() {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      parts.forEach(AtomicFile::delete);
    } catch (IOException e) {
      LOG.warn("cannot list {}: {}", folder, AtomicFile.reason(e));
    }
  }
}
