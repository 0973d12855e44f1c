package org.powdermill.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An open HDF5 file by the library's own calls: below JHDF5's comfortable ones, because these give
 * no half floats, no checksummed metadata and no bounds before allocation.
 *
 * <p>Files have the layout of HDF5 1.10 or later, whose headers and indices carry checksums of
 * their own, and no times: same content, same bytes. Calls are static synchronized in the library.
 */
final class Hdf5Container implements AutoCloseable {

  static final String ROOT = "/";

  private static final ThreadLocal<Integer> QUIET = ThreadLocal.withInitial(H5::H5error_off);

  /** More names than this in a group, or attributes at an object, are not ours. */
  private static final int MAX_NAMES = 256;

  private final long id;

  private Hdf5Container(long id) {
    this.id = id;
  }

  static Hdf5Container create(Path file) {
    quiet();
    long access = access();
    long creation = H5.H5Pcreate(HDF5Constants.H5P_FILE_CREATE);
    try {
      H5.H5Pset_obj_track_times(creation, false); // of the root group
      H5.H5Pset_libver_bounds(
          access, HDF5Constants.H5F_LIBVER_LATEST, HDF5Constants.H5F_LIBVER_LATEST);
      return new Hdf5Container(
          H5.H5Fcreate(file.toString(), HDF5Constants.H5F_ACC_EXCL, creation, access));
    } finally {
      H5.H5Pclose(creation);
      H5.H5Pclose(access);
    }
  }

  static Hdf5Container open(Path file) {
    quiet();
    long access = access();
    try {
      return new Hdf5Container(H5.H5Fopen(file.toString(), HDF5Constants.H5F_ACC_RDONLY, access));
    } finally {
      H5.H5Pclose(access);
    }
  }

  /** Closing the file closes what is open in it. */
  private static long access() {
    long access = H5.H5Pcreate(HDF5Constants.H5P_FILE_ACCESS);
    H5.H5Pset_fclose_degree(access, HDF5Constants.H5F_CLOSE_STRONG);
    return access;
  }

  long id() {
    return id;
  }

  /** Names in the root group, in the order of their bytes. */
  List<String> names() {
    quiet();
    long count = H5.H5Gget_info_by_name(id, ROOT, HDF5Constants.H5P_DEFAULT).nlinks;
    List<String> names = new ArrayList<>();
    for (long i = 0; i < Math.min(count, MAX_NAMES); i++) {
      names.add(
          H5.H5Lget_name_by_idx(
              id,
              ROOT,
              HDF5Constants.H5_INDEX_NAME,
              HDF5Constants.H5_ITER_INC,
              i,
              HDF5Constants.H5P_DEFAULT));
    }
    return names;
  }

  /** Whether a name in the root group is a data set of this very file. */
  boolean isDataSet(String name) {
    quiet();
    return H5.H5Lexists(id, name, HDF5Constants.H5P_DEFAULT)
        && H5.H5Lget_info(id, name, HDF5Constants.H5P_DEFAULT).type == HDF5Constants.H5L_TYPE_HARD
        && H5.H5Oget_info_by_name(id, name, HDF5Constants.H5P_DEFAULT).type
            == HDF5Constants.H5O_TYPE_DATASET;
  }

  /** Names of the attributes of an object, in the order of their bytes. */
  List<String> attributes(String object) {
    quiet();
    long count = H5.H5Oget_info_by_name(id, object, HDF5Constants.H5P_DEFAULT).num_attrs;
    List<String> names = new ArrayList<>();
    for (long i = 0; i < Math.min(count, MAX_NAMES); i++) {
      names.add(
          H5.H5Aget_name_by_idx(
              id,
              object,
              HDF5Constants.H5_INDEX_NAME,
              HDF5Constants.H5_ITER_INC,
              i,
              HDF5Constants.H5P_DEFAULT));
    }
    return names;
  }

  /** Writes an attribute: a scalar where the value is one element, else a row of elements. */
  void writeAttribute(String object, String name, ElementType type, byte[] value) {
    quiet();
    int elements = value.length / type.bytes();
    long typeId = type.open();
    long space =
        elements == 1
            ? H5.H5Screate(HDF5Constants.H5S_SCALAR)
            : H5.H5Screate_simple(1, new long[] {elements}, null);
    try {
      long attribute =
          H5.H5Acreate_by_name(
              id,
              object,
              name,
              typeId,
              space,
              HDF5Constants.H5P_DEFAULT,
              HDF5Constants.H5P_DEFAULT,
              HDF5Constants.H5P_DEFAULT);
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
   * Reads an attribute as it lies in the file.
   *
   * @return empty unless it exists, is made of plain numbers or text, and is no longer than the
   *     limit
   */
  byte[] readAttribute(String object, String name, int limit) {
    quiet();
    if (!H5.H5Aexists_by_name(id, object, name, HDF5Constants.H5P_DEFAULT)) {
      return new byte[0];
    }
    long attribute =
        H5.H5Aopen_by_name(id, object, name, HDF5Constants.H5P_DEFAULT, HDF5Constants.H5P_DEFAULT);
    long type = H5.H5Aget_type(attribute);
    long space = H5.H5Aget_space(attribute);
    try {
      long size = H5.H5Tget_size(type);
      long elements = H5.H5Sget_simple_extent_npoints(space);
      if (!isPlain(type) || elements < 1 || elements > limit || size > limit / elements) {
        return new byte[0];
      }
      byte[] value = new byte[(int) (size * elements)];
      H5.H5Aread(attribute, type, value);
      return value;
    } finally {
      H5.H5Sclose(space);
      H5.H5Tclose(type);
      H5.H5Aclose(attribute);
    }
  }

  /** Whether an attribute exists with a type, and not another one of as many bytes. */
  boolean hasType(String object, String name, ElementType expected) {
    quiet();
    long attribute =
        H5.H5Aopen_by_name(id, object, name, HDF5Constants.H5P_DEFAULT, HDF5Constants.H5P_DEFAULT);
    long type = H5.H5Aget_type(attribute);
    long expectedType = expected.open();
    try {
      return H5.H5Tequal(type, expectedType);
    } finally {
      H5.H5Tclose(expectedType);
      H5.H5Tclose(type);
      H5.H5Aclose(attribute);
    }
  }

  /** Numbers and text of fixed length: no pointers inside. */
  static boolean isPlain(long type) {
    int kind = H5.H5Tget_class(type);
    return kind == HDF5Constants.H5T_INTEGER
        || kind == HDF5Constants.H5T_FLOAT
        || (kind == HDF5Constants.H5T_STRING && !H5.H5Tis_variable_str(type));
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
