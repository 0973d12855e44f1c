package org.powdermill.hdf5;

import ch.systemsx.cisd.base.mdarray.MDFloatArray;
import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import hdf.hdf5lib.H5;
import hdf.hdf5lib.exceptions.HDF5Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;

/** The HDF5 library: opens its files and turns its failures into ours. */
public final class Hdf5 {

  private static final String MISSING =
      "the native part of JHDF5 does not load (%s): install libsis-jhdf5-jni, or name its folder in"
          + " POWDERMILL_JNI_PATH";

  /** A group that JHDF5 puts into each file for types that we do not use. */
  private static final String HOUSE_KEEPING = "/__DATA_TYPES__";

  /** Bytes that a disk is asked to take when HDF5 could not write to it, at most. */
  private static final long PROBE = 1 << 24;

  private Hdf5() {}

  static AtomicFile.Content writing(Consumer<IHDF5Writer> content) {
    return temporary -> {
      try (IHDF5Writer writer =
          HDF5Factory.configure(temporary.toFile())
              .overwrite()
              .dontUseExtendableDataTypes()
              .writer()) {
        content.accept(writer);
        writer.object().delete(HOUSE_KEEPING);
      } catch (HDF5Exception e) {
        requireSpace(temporary);
        throw new FileException(
            "cannot write %s as HDF5: %s".formatted(temporary, e.getMessage()), e);
      } catch (LinkageError e) {
        throw missing(e);
      }
    };
  }

  /**
   * HDF5 says that a write failed, but not why. A write of our own into the file, which is lost
   * anyway, has the system say it: no space left on device, quota exceeded, read-only.
   *
   * @throws IOException if that write is refused too
   */
  public static void requireSpace(Path temporary) throws IOException {
    requireSpace(temporary, PROBE);
  }

  /**
   * The same for a file that was to hold so many bytes.
   *
   * @throws IOException if that write is refused too
   */
  static void requireSpace(Path temporary, long bytes) throws IOException {
    Files.write(
        temporary,
        new byte[Math.toIntExact(Math.min(bytes, PROBE))],
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** What to do where the native part of the library does not load. */
  public static FileException missing(LinkageError cause) {
    return new FileException(MISSING.formatted(cause.getMessage()), cause);
  }

  /**
   * Writes a small file into a folder, reads it back and removes it.
   *
   * @return version of the HDF5 library
   * @throws FileException if that does not work; the message says what to do
   */
  public static String selfTest(Path folder) {
    Path file = folder.resolve("self-test.h5");
    float[] written = {0, 0.5f, 1};
    AtomicFile.write(
        file,
        writing(
            writer ->
                writer.float32().writeMDArray("/x", new MDFloatArray(written, new int[] {1, 3}))));
    try (IHDF5Reader reader = HDF5Factory.openForReading(file.toFile())) {
      float[] read = reader.float32().readMDArray("/x").getAsFlatArray();
      if (!Arrays.equals(read, written)) {
        throw new FileException(
            "HDF5 gives back %s for %s".formatted(Arrays.toString(read), Arrays.toString(written)));
      }
    } catch (HDF5Exception e) {
      throw new FileException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    } finally {
      AtomicFile.delete(file);
    }
    int[] version = new int[3];
    H5.H5get_libversion(version);
    return "%d.%d.%d".formatted(version[0], version[1], version[2]);
  }
}
