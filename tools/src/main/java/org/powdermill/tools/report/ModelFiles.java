package org.powdermill.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.model.ModelFile;
import org.powdermill.hdf5.model.ModelFileException;
import org.powdermill.hdf5.model.ModelHeader;

/** The models that a training run left, and what they say of themselves. */
final class ModelFiles {

  private static final List<String> NAMES =
      List.of("model-last.h5", "model-last-average.h5", "model-best.h5", "model-best-average.h5");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A model.
   *
   * @param name of its file
   * @param bytes length of its file
   * @param sha256 of its file
   * @param header what the file says
   */
  record Model(String name, long bytes, String sha256, ModelHeader header) {}

  private final List<Model> models = new ArrayList<>();

  /**
   * Reads the models; one that cannot be read or trusted is a fault of the folder.
   *
   * @param training where the training run lies, as {@link RunFolder#training} says
   */
  ModelFiles(RunFolder folder, String training) {
    for (String name : NAMES) {
      Optional<Path> file = folder.file(training + name);
      if (file.isPresent()) {
        try {
          models.add(
              new Model(
                  name, Files.size(file.get()), sha256(file.get()), ModelFile.header(file.get())));
        } catch (IOException e) {
          folder.fault("%s: %s".formatted(name, AtomicFile.reason(e)));
        } catch (FileException | ModelFileException e) {
          folder.fault(e.getMessage());
        }
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (DigestOutputStream digest =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      Files.copy(file, digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  List<Model> models() {
    return models;
  }

  /** Name of the network, where a model says it. */
  Optional<String> network() {
    return models.stream()
        .map(model -> json(model.header().network()).path("name").asText())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  String html() {
    if (models.isEmpty()) {
      return "<h3>Models</h3>\n<p>There is none yet.</p>\n";
    }
    ModelHeader header = models.get(0).header();
    List<List<String>> facts =
        List.of(
            List.of("network", Html.text(json(header.network()).path("name").asText("?"))),
            List.of("classes", Html.count(header.classes().spaceGroups().size())),
            List.of("2θ", Html.text(header.grid().toString())),
            List.of("wavelength (Å)", Html.text(Double.toString(header.wavelength()))),
            List.of("digest of the statistics", code(header.statisticsDigest())),
            List.of("written by", Html.text(header.writerVersion())));
    List<List<String>> files =
        models.stream()
            .map(
                model ->
                    List.of(
                        Html.text(model.name()),
                        Html.count(model.header().steps()),
                        Html.count(model.bytes()),
                        code(model.sha256())))
            .toList();
    return "<h3>Models</h3>\n"
        + Html.table(List.of("file", "steps", "bytes", "SHA-256"), files)
        + "<h3>%s</h3>\n".formatted(models.get(0).name())
        + Html.table(List.of(), facts)
        + JsonTable.of(json(header.training()), Set.of());
  }

  private static String code(String text) {
    return "<code>" + Html.text(text) + "</code>";
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // the model file does not promise JSON
    }
  }
}
