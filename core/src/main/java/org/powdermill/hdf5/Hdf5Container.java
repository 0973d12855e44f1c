package org.powdermill.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.layout.Hdf5Layout;
import org.powdermill.hdf5.layout.LayoutException;

/**
 * An open HDF5 file by the library's own calls: below JHDF5's comfortable ones, because these give
 * no half floats, no checksummed metadata and no bounds before allocation.
 *
 * <p>Files have the layout of HDF5 1.10 or later, whose headers and indices carry checksums of
 * their own, and no times: same content, same bytes. Calls are static synchronized in the library.
 */
final class Hdf5Container implements AutoCloseable {

  private static final ThreadLocal<Integer> QUIET = ThreadLocal.withInitial(H5::H5error_off);

  /** More attributes and arrays than a file of ours has. */
  private static final int FEW = 64;

  private final long id;
  private final Map<String, Long> dataSets = new HashMap<>();

  private Hdf5Container(long id) {
    this.id = id;
  }

  static Hdf5Container create(Path file) {
    quiet();
    long creation = H5.H5Pcreate(HDF5Constants.H5P_FILE_CREATE);
    long access = access();
    try {
      H5.H5Pset_obj_track_times(creation, false);
      // Attributes and names in the header of the root, not in a heap and a tree of their own,
      // which take a third of the time to open a file.
      H5.H5Pset_attr_phase_change(creation, FEW, 0);
      H5.H5Pset_link_phase_change(creation, FEW, 0);
      H5.H5Pset_libver_bounds(
          access, HDF5Constants.H5F_LIBVER_LATEST, HDF5Constants.H5F_LIBVER_LATEST);
      return new Hdf5Container(
          H5.H5Fcreate(file.toString(), HDF5Constants.H5F_ACC_EXCL, creation, access));
    } finally {
      H5.H5Pclose(access);
      H5.H5Pclose(creation);
    }
  }

  /**
   * Opens a file to read it.
   *
   * @throws ShardException if it is not such that the library could do no harm with it
   */
  static Hdf5Container open(Path file) {
    checkLayout(file);
    quiet();
    long access = access();
    try {
      return new Hdf5Container(H5.H5Fopen(file.toString(), HDF5Constants.H5F_ACC_RDONLY, access));
    } finally {
      H5.H5Pclose(access);
    }
  }

  private static void checkLayout(Path file) {
    try {
      Hdf5Layout.check(file);
    } catch (LayoutException e) {
      if (e.isForeign()) {
        throw ShardException.of(
            file, "HDF5", "this file is not of Powdermill: " + e.getMessage(), "name another file");
      }
      throw ShardException.damaged(
          file, "HDF5", "not as Powdermill writes it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /**
   * Closing the file closes what is open in it. Without a cache for chunks the library hands whole
   * ones on without a copy.
   */
  private static long access() {
    long access = H5.H5Pcreate(HDF5Constants.H5P_FILE_ACCESS);
    H5.H5Pset_cache(access, 0, 1, 0, 1);
    H5.H5Pset_fclose_degree(access, HDF5Constants.H5F_CLOSE_STRONG);
    return access;
  }

  long id() {
    return id;
  }

  /**
   * A data set of this very file by its name in the root group, opened once and until the file is
   * closed.
   *
   * @return empty where there is none of that name
   */
  OptionalLong dataSet(String name) {
    quiet();
    Long known = dataSets.get(name);
    if (known != null) {
      return OptionalLong.of(known);
    }
    if (!H5.H5Lexists(id, name, HDF5Constants.H5P_DEFAULT)
        || H5.H5Lget_info(id, name, HDF5Constants.H5P_DEFAULT).type
            != HDF5Constants.H5L_TYPE_HARD) {
      return OptionalLong.empty();
    }
    long object = H5.H5Oopen(id, name, HDF5Constants.H5P_DEFAULT);
    if (H5.H5Iget_type(object) != HDF5Constants.H5I_DATASET) {
      H5.H5Oclose(object);
      return OptionalLong.empty();
    }
    dataSets.put(name, object);
    return OptionalLong.of(object);
  }

  /**
   * Writes an attribute: a scalar where the value is one element, else a row of elements.
   *
   * @param object the file, for its root, or a data set
   */
  static void writeAttribute(long object, String name, ElementType type, byte[] value) {
    quiet();
    int elements = value.length / type.bytes();
    long typeId = type.open();
    long space =
        elements == 1
            ? H5.H5Screate(HDF5Constants.H5S_SCALAR)
            : H5.H5Screate_simple(1, new long[] {elements}, null);
    try {
      long attribute =
          H5.H5Acreate(
              object, name, typeId, space, HDF5Constants.H5P_DEFAULT, HDF5Constants.H5P_DEFAULT);
      try {
        H5.H5Awrite(attribute, typeId, value);
      } finally {
        H5.H5Aclose(attribute);
      }
    } finally {
      H5.H5Sclose(space);
      H5.H5Tclose(typeId);
    }
  }

  /**
   * An attribute as it lies in the file.
   *
   * @param type type of its elements
   * @param value its bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Attribute(ElementType type, byte[] value) {}

  /**
   * Reads an attribute.
   *
   * @param object the file, for its root, or a data set
   * @return empty unless it exists, has a type of ours, and is no longer than the limit
   */
  static Optional<Attribute> readAttribute(long object, String name, int limit) {
    quiet();
    if (!H5.H5Aexists(object, name)) {
      return Optional.empty();
    }
    long attribute = H5.H5Aopen(object, name, HDF5Constants.H5P_DEFAULT);
    long typeId = H5.H5Aget_type(attribute);
    try {
      Optional<ElementType> type = ElementType.of(typeId);
      long bytes = H5.H5Aget_storage_size(attribute);
      if (type.isEmpty() || bytes < 1 || bytes > limit || bytes % type.get().bytes() != 0) {
        return Optional.empty();
      }
      byte[] value = new byte[(int) bytes];
      H5.H5Aread(attribute, typeId, value);
      return Optional.of(new Attribute(type.get(), value));
    } finally {
      H5.H5Tclose(typeId);
      H5.H5Aclose(attribute);
    }
  }

  /** Each thread that calls the library silences its chatter once; errors are exceptions. */
  static void quiet() {
    int unused = QUIET.get();
  }

  @Override
  public void close() {
    quiet();
    H5.H5Fclose(id);
  }
}
