package org.powdermill.hdf5.model;

import hdf.hdf5lib.exceptions.HDF5Exception;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.Hdf5;
import org.powdermill.hdf5.layout.Hdf5Layout;
import org.powdermill.hdf5.layout.LayoutException;

/**
 * Writes and reads model files: docs/formats.md.
 *
 * <p>Arrays pass one by one, so that a large model is never twice in memory. Nothing in a file is
 * run or becomes the name of a class; an array is read only if it has the shape that the reader
 * wants, and all of its bytes are in the file.
 */
public final class ModelFile {

  /** Value of the attribute {@code format}. */
  static final String FORMAT = "powdermill-model";

  /** Readers of one major version read all its minor versions. */
  static final int MAJOR = 1;

  static final int MINOR = 0;

  /** Where the numbers of an array come from. */
  @FunctionalInterface
  public interface Source {

    /** The numbers of an array, row-major. */
    float[] values(ModelArray array);
  }

  /** What takes the numbers of an array. */
  @FunctionalInterface
  public interface Sink {

    /** Takes the numbers of an array, row-major. */
    void take(ModelArray array, float[] values);
  }

  private ModelFile() {}

  /**
   * Writes a model, replacing what stands there; the file is forced onto the disk before it takes
   * its name. The same model gives the same bytes.
   *
   * @param arrays all of them
   * @throws FileException if that fails; nothing is left then, and an older file stays as it was
   * @throws IllegalArgumentException if the source gives other than finite numbers of the right
   *     count
   */
  public static void write(Path file, ModelHeader header, List<ModelArray> arrays, Source source) {
    AtomicFile.write(
        file,
        temporary -> {
          try (ModelWriter writer = new ModelWriter(temporary)) {
            writer.write(header, arrays, source);
          } catch (HDF5Exception e) {
            Hdf5.requireSpace(temporary);
            throw new FileException("cannot write %s: %s".formatted(file, e.getMessage()), e);
          } catch (LinkageError e) {
            throw Hdf5.missing(e);
          }
          force(temporary);
        });
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Reads what a file says of its model.
   *
   * @throws ModelFileException if it is no model file or its attributes make no sense; its
   *     checksums are not looked at
   * @throws FileException if it cannot be read
   */
  public static ModelHeader header(Path file) {
    return reading(file, ModelReader::header);
  }

  /**
   * Reads a model. The checksum over attributes and arrays is looked at before an array is read.
   *
   * @param arrays all arrays that a model of this header has
   * @param wanted those to be read
   * @param sink takes each of them
   * @throws ModelFileException if the file is not to be trusted; what the sink has is then
   *     worthless
   * @throws FileException if it cannot be read
   */
  public static ModelHeader read(
      Path file,
      Function<ModelHeader, List<ModelArray>> arrays,
      Predicate<ModelArray> wanted,
      Sink sink) {
    return reading(
        file,
        reader -> {
          ModelHeader header = reader.header();
          reader.read(arrays.apply(header), wanted, sink);
          return header;
        });
  }

  private static <T> T reading(Path file, Function<ModelReader, T> use) {
    long bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new FileException("cannot read %s: it is a folder; name a file".formatted(file));
      }
      bytes = Files.size(file);
      Hdf5Layout.check(file);
    } catch (LayoutException e) {
      if (e.isForeign()) {
        throw ModelFileException.foreign(
            file, "HDF5", "this file is no model of Powdermill: " + e.getMessage());
      }
      throw ModelFileException.damaged(
          file, "HDF5", "not as Powdermill writes it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    try (ModelReader reader = new ModelReader(file, bytes)) {
      return use.apply(reader);
    } catch (HDF5Exception e) {
      throw ModelFileException.damaged(
          file, "HDF5", "the library cannot read it: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw Hdf5.missing(e);
    }
  }
}
