package org.powdermill.hdf5.model;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes one model file. Layout of HDF5 1.10, no times: same model, same bytes. */
final class ModelWriter implements AutoCloseable {

  private static final long DEFAULT = HDF5Constants.H5P_DEFAULT;

  private final long file;
  private final Set<String> groups = new HashSet<>();
  private final SortedMap<String, byte[]> attributes = new TreeMap<>();
  private final SortedMap<String, String> checksums = new TreeMap<>();

  ModelWriter(Path path) {
    ModelObjects.quiet();
    long creation = H5.H5Pcreate(HDF5Constants.H5P_FILE_CREATE);
    long access = H5.H5Pcreate(HDF5Constants.H5P_FILE_ACCESS);
    try {
      H5.H5Pset_obj_track_times(creation, false);
      H5.H5Pset_fclose_degree(access, HDF5Constants.H5F_CLOSE_STRONG);
      H5.H5Pset_libver_bounds(
          access, HDF5Constants.H5F_LIBVER_LATEST, HDF5Constants.H5F_LIBVER_LATEST);
      this.file = H5.H5Fcreate(path.toString(), HDF5Constants.H5F_ACC_EXCL, creation, access);
    } finally {
      H5.H5Pclose(access);
      H5.H5Pclose(creation);
    }
  }

  void write(ModelHeader header, List<ModelArray> arrays, ModelFile.Source source) {
    writeAttributes(header);
    writeClasses(header.classes().spaceGroups());
    for (ModelArray array : arrays.stream().sorted().toList()) {
      createGroup(array.group());
      write(array, source.values(array));
    }
    text(file, ModelObjects.CHECKSUM, ModelObjects.seal(attributes, checksums));
  }

  private void writeAttributes(ModelHeader header) {
    text("format", ModelFile.FORMAT);
    text("format_version", ModelFile.MAJOR + "." + ModelFile.MINOR);
    text("writer_version", header.writerVersion());
    text("network", header.network());
    text("preprocessing", header.preprocessing());
    text("statistics_digest", header.statisticsDigest());
    text("training", header.training());
    text("optimizer", header.optimizer());
    real("wavelength", header.wavelength());
    real("two_theta_min", header.grid().min());
    real("two_theta_max", header.grid().max());
    real("two_theta_step", header.grid().step());
    ByteBuffer steps = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    steps.putLong(header.steps());
    number(ModelObjects.STEPS, HDF5Constants.H5T_STD_I64LE, steps.array());
  }

  private void text(String name, String value) {
    attributes.put(name, text(file, name, value));
  }

  private static byte[] text(long object, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    long type = ModelObjects.openText(bytes.length);
    try {
      attribute(object, name, type, bytes);
    } finally {
      H5.H5Tclose(type);
    }
    return bytes;
  }

  private void real(String name, double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(value);
    number(name, HDF5Constants.H5T_IEEE_F64LE, bytes.array());
  }

  private void number(String name, long type, byte[] value) {
    attribute(file, name, type, value);
    attributes.put(name, value);
  }

  private static void attribute(long object, String name, long type, byte[] value) {
    long space = H5.H5Screate(HDF5Constants.H5S_SCALAR);
    try {
      long attribute = H5.H5Acreate(object, name, type, space, DEFAULT, DEFAULT);
      try {
        H5.H5Awrite(attribute, type, value);
      } finally {
        H5.H5Aclose(attribute);
      }
    } finally {
      H5.H5Sclose(space);
    }
  }

  private void writeClasses(List<Integer> spaceGroups) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Short.BYTES * spaceGroups.size()).order(ByteOrder.LITTLE_ENDIAN);
    spaceGroups.forEach(group -> bytes.putShort(group.shortValue()));
    long[] shape = {spaceGroups.size()};
    dataSet(ModelObjects.CLASSES, HDF5Constants.H5T_STD_I16LE, shape, bytes.array());
  }

  /** Creates a group, with the one above it. */
  private void createGroup(String group) {
    int slash = group.lastIndexOf('/');
    if (slash > 0) {
      createGroup(group.substring(0, slash));
    }
    if (groups.add(group)) {
      long creation = H5.H5Pcreate(HDF5Constants.H5P_GROUP_CREATE);
      try {
        // Else the same model would give other bytes a second later.
        H5.H5Pset_obj_track_times(creation, false);
        H5.H5Gclose(H5.H5Gcreate(file, group, DEFAULT, creation, DEFAULT));
      } finally {
        H5.H5Pclose(creation);
      }
    }
  }

  private void write(ModelArray array, float[] values) {
    if (values.length != array.size()) {
      throw new IllegalArgumentException(
          "%d numbers for %s %s".formatted(values.length, array.path(), array.shape()));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("%s holds %s".formatted(array.path(), value));
      }
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    long[] shape = array.shape().stream().mapToLong(side -> side).toArray();
    dataSet(array.path(), HDF5Constants.H5T_IEEE_F32LE, shape, bytes.array());
  }

  private void dataSet(String path, long type, long[] shape, byte[] bytes) {
    long creation = H5.H5Pcreate(HDF5Constants.H5P_DATASET_CREATE);
    long space = H5.H5Screate_simple(shape.length, shape, null);
    try {
      H5.H5Pset_obj_track_times(creation, false);
      long dataSet = H5.H5Dcreate(file, path, type, space, DEFAULT, creation, DEFAULT);
      try {
        int all = HDF5Constants.H5S_ALL;
        H5.H5Dwrite(dataSet, type, all, all, DEFAULT, bytes);
        String checksum = ModelObjects.checksum(bytes);
        byte[] unused = text(dataSet, ModelObjects.CHECKSUM, checksum);
        checksums.put(path, checksum);
      } finally {
        H5.H5Dclose(dataSet);
      }
    } finally {
      H5.H5Sclose(space);
      H5.H5Pclose(creation);
    }
  }

  @Override
  public void close() {
    ModelObjects.quiet();
    H5.H5Fclose(file);
  }
}
