package org.powdermill.trainer.network.dl4j;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.NetworkJson;

/**
 * Deeplearning4j's own file of a network: a zip of {@code configuration.json}, {@code
 * coefficients.bin} and {@code updaterState.bin}, for programs that use Deeplearning4j with our
 * classes on their class path.
 *
 * <p>Writing is Deeplearning4j's. Reading is ours: Deeplearning4j's makes objects of whatever class
 * the JSON names, and other entries of the zip by Java serialization. Here the JSON is a tree from
 * which one text is taken, our description of the network; the arrays must have its length.
 */
public final class Deeplearning4jZip {

  private static final int MAX_JSON = 1 << 24;
  private static final int MAX_SHAPE = 64;
  private static final int PIECE = 1 << 16;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(NetworkJson.MAX_LENGTH)
                          .maxDocumentLength(MAX_JSON)
                          .build())
                  .build())
          .build();

  private Deeplearning4jZip() {}

  /**
   * Writes a network with Adam's state, replacing what stands there.
   *
   * @throws FileException if that fails; an older file stays as it was
   * @throws IllegalArgumentException if the engine is not Deeplearning4j's
   */
  public static void write(Path file, Engine engine) {
    Deeplearning4jEngine own = own(engine);
    AtomicFile.write(
        file,
        temporary -> {
          try (OutputStream target = Files.newOutputStream(temporary)) {
            ModelSerializer.writeModel(own.graph(), target, true);
          }
        });
  }

  /**
   * The network in a file.
   *
   * @throws NetworkException if it holds none of ours
   * @throws FileException if it cannot be read
   */
  public static Network network(Path file) {
    return reading(file, zip -> description(file, zip));
  }

  /**
   * Sets an engine's parameters, Adam's state and steps from a file.
   *
   * @param engine of the very network in the file
   * @throws NetworkException if the file holds another network or is damaged; the engine is then
   *     worthless
   * @throws FileException if it cannot be read
   * @throws IllegalArgumentException if the engine is not Deeplearning4j's
   */
  public static void readInto(Engine engine, Path file) {
    Deeplearning4jEngine own = own(engine);
    reading(
        file,
        zip -> {
          JsonNode configuration = configuration(file, zip);
          if (!description(file, zip).equals(engine.network())
              || !order(configuration).equals(own.order())) {
            throw damaged(file, "holds another network, or its layers in another order");
          }
          read(file, zip, "coefficients.bin", own.graph().params());
          read(file, zip, "updaterState.bin", own.moments());
          JsonNode steps = configuration.path("iterationCount");
          if (!steps.isInt() || steps.intValue() < 0) {
            throw damaged(file, "configuration.json has no count of iterations");
          }
          engine.setSteps(steps.intValue());
          return zip;
        });
  }

  private static Deeplearning4jEngine own(Engine engine) {
    if (engine instanceof Deeplearning4jEngine own) {
      return own;
    }
    throw new IllegalArgumentException("the engine is not Deeplearning4j's");
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ZipFile zip) throws IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return reading.read(zip);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static NetworkException damaged(Path file, String fault) {
    return new NetworkException("%s %s; name another file".formatted(file, fault));
  }

  private static InputStream entry(Path file, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, "is no network of Deeplearning4j: it has no " + name);
    }
    return zip.getInputStream(entry);
  }

  private static JsonNode configuration(Path file, ZipFile zip) throws IOException {
    try (InputStream stream = entry(file, zip, "configuration.json")) {
      byte[] bytes = stream.readNBytes(MAX_JSON);
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new NetworkException(
          "%s: configuration.json: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static Network description(Path file, ZipFile zip) throws IOException {
    JsonNode description =
        configuration(file, zip).path("vertices").path(Network.INPUT).path("description");
    if (!description.isTextual()) {
      throw damaged(file, "holds no network of Powdermill");
    }
    try {
      return NetworkJson.read(description.textValue());
    } catch (NetworkException e) {
      throw new NetworkException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> order(JsonNode configuration) {
    List<String> names = new ArrayList<>();
    configuration.path("topologicalOrderStr").forEach(name -> names.add(name.asText()));
    return names;
  }

  /**
   * ND4J's form of an array, big endian: of shape and of numbers each a word on allocation, the
   * count, the type and the values.
   */
  private static void read(Path file, ZipFile zip, String name, INDArray target)
      throws IOException {
    try (DataInputStream stream =
        new DataInputStream(new BufferedInputStream(entry(file, zip, name)))) {
      long shape = count(stream, "LONG");
      if (shape < 4 || shape > MAX_SHAPE) {
        throw damaged(file, "%s has a shape of %d numbers".formatted(name, shape));
      }
      stream.skipNBytes(shape * Long.BYTES);
      long count = count(stream, "FLOAT");
      if (count != target.length()) {
        throw damaged(file, "%s has %d numbers, not %d".formatted(name, count, target.length()));
      }
      HostArray numbers = HostArray.of(target);
      byte[] bytes = new byte[PIECE * Float.BYTES];
      float[] values = new float[PIECE];
      for (int start = 0; start < count; start += PIECE) {
        int length = (int) Math.min(PIECE, count - start);
        stream.readFully(bytes, 0, length * Float.BYTES);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values, 0, length);
        for (int i = 0; i < length; i++) {
          if (!Float.isFinite(values[i])) {
            throw damaged(file, "%s holds %s".formatted(name, values[i]));
          }
        }
        numbers.write(start, values, length);
      }
    }
  }

  /** Count of values, -1 if they are of another type. */
  private static long count(DataInputStream stream, String type) throws IOException {
    String unused = stream.readUTF();
    long count = stream.readLong();
    return stream.readUTF().equals(type) ? count : -1;
  }
}
