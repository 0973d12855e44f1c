package org.powdermill.hdf5;

import ch.systemsx.cisd.base.mdarray.MDFloatArray;
import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import hdf.hdf5lib.exceptions.HDF5Exception;
import java.nio.file.Path;
import java.util.List;
import org.powdermill.files.FileException;

/**
 * Blocks of float32 through JHDF5 alone, without any check: the rate that shards are compared with.
 * A chunk of the array is a block.
 */
public final class PlainBlocks {

  private static final String DATA_SET = "/diffractogram";

  private PlainBlocks() {}

  /**
   * Writes an array in blocks, into a file that is not there yet.
   *
   * @param blocks [rows of the block][points], the first as long as any other
   * @param points length of a row
   * @throws FileException if that fails
   */
  public static void write(Path file, List<float[]> blocks, int points) {
    int blockRows = blocks.get(0).length / points;
    int rows = blocks.stream().mapToInt(block -> block.length / points).sum();
    try (IHDF5Writer writer = HDF5Factory.open(file.toFile())) {
      writer
          .float32()
          .createMDArray(DATA_SET, new long[] {rows, points}, new int[] {blockRows, points});
      long first = 0;
      for (float[] block : blocks) {
        int[] shape = {block.length / points, points};
        writer
            .float32()
            .writeMDArrayBlockWithOffset(
                DATA_SET, new MDFloatArray(block, shape), new long[] {first, 0});
        first += shape[0];
      }
    } catch (HDF5Exception e) {
      throw new FileException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    } catch (LinkageError e) {
      throw Hdf5.missing(e);
    }
  }

  /**
   * Reads it in blocks.
   *
   * @param rows of the array
   * @param points length of a row
   * @param blockRows rows of a block
   * @return sum of the first value of each block
   * @throws FileException if that fails
   */
  public static float read(Path file, int rows, int points, int blockRows) {
    float sum = 0;
    try (IHDF5Reader reader = HDF5Factory.openForReading(file.toFile())) {
      for (int first = 0; first < rows; first += blockRows) {
        int[] shape = {Math.min(blockRows, rows - first), points};
        sum +=
            reader
                .float32()
                .readMDArrayBlockWithOffset(DATA_SET, shape, new long[] {first, 0})
                .getAsFlatArray()[0];
      }
    } catch (HDF5Exception e) {
      throw new FileException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    } catch (LinkageError e) {
      throw Hdf5.missing(e);
    }
    return sum;
  }
}
