package org.powdermill.hdf5.model;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;

/** Reads one model file, which it does not trust. */
final class ModelReader implements AutoCloseable {

  private static final long DEFAULT = HDF5Constants.H5P_DEFAULT;
  private static final int MAX_CLASSES = 230;
  private static final String VERSION = "\\d{1,6}\\.\\d{1,6}";

  private final Path path;
  private final long fileBytes;
  private final long file;

  ModelReader(Path path, long fileBytes) {
    ModelObjects.quiet();
    this.path = path;
    this.fileBytes = fileBytes;
    long access = H5.H5Pcreate(HDF5Constants.H5P_FILE_ACCESS);
    try {
      H5.H5Pset_fclose_degree(access, HDF5Constants.H5F_CLOSE_STRONG);
      this.file = H5.H5Fopen(path.toString(), HDF5Constants.H5F_ACC_RDONLY, access);
    } finally {
      H5.H5Pclose(access);
    }
  }

  ModelHeader header() {
    checkFormat();
    try {
      return new ModelHeader(
          text("network"),
          text("preprocessing"),
          classes(),
          new TwoThetaGrid(real("two_theta_min"), real("two_theta_max"), real("two_theta_step")),
          real("wavelength"),
          text("statistics_digest"),
          text("training"),
          text("optimizer"),
          number(ModelObjects.STEPS, HDF5Constants.H5T_STD_I64LE).getLong(),
          text("writer_version"));
    } catch (IllegalArgumentException e) {
      throw ModelFileException.damaged(path, "attributes", e.getMessage(), e);
    }
  }

  private void checkFormat() {
    if (!H5.H5Aexists(file, "format") || !text("format").equals(ModelFile.FORMAT)) {
      throw ModelFileException.foreign(
          path, "attribute format", "this HDF5 file is no model of Powdermill");
    }
    String version = text("format_version");
    if (!version.matches(VERSION) || !version.startsWith(ModelFile.MAJOR + ".")) {
      throw ModelFileException.foreign(
          path,
          "attribute format_version",
          "version %s cannot be read, only %d.x".formatted(version, ModelFile.MAJOR));
    }
  }

  /** Reads some of the arrays, after a look at the checksum over all. */
  void read(List<ModelArray> all, Predicate<ModelArray> wanted, ModelFile.Sink sink) {
    checkSeal(all);
    for (ModelArray array : all) {
      if (wanted.test(array)) {
        sink.take(array, values(array));
      }
    }
  }

  private void checkSeal(List<ModelArray> all) {
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    for (String name : ModelObjects.attributes()) {
      attributes.put(name, raw(name));
    }
    SortedMap<String, String> checksums = new TreeMap<>();
    checksums.put(ModelObjects.CLASSES, checksum(ModelObjects.CLASSES));
    for (ModelArray array : all) {
      checksums.put(array.path(), checksum(array.path()));
    }
    String found = ModelObjects.seal(attributes, checksums);
    String written = text(ModelObjects.CHECKSUM);
    if (!found.equals(written)) {
      throw damaged(
          "attribute checksum",
          "attributes and arrays have %s, but %s is written".formatted(found, written));
    }
  }

  private SpaceGroupClasses classes() {
    long dataSet = open(ModelObjects.CLASSES);
    try {
      long[] shape = shape(dataSet, ModelObjects.CLASSES);
      if (shape.length != 1 || shape[0] < 1 || shape[0] > MAX_CLASSES) {
        throw damaged("/classes", "has the shape " + Arrays.toString(shape));
      }
      int bytes = (int) shape[0] * Short.BYTES;
      ByteBuffer values = read(dataSet, ModelObjects.CLASSES, HDF5Constants.H5T_STD_I16LE, bytes);
      List<Integer> groups = new ArrayList<>();
      while (values.hasRemaining()) {
        groups.add((int) values.getShort());
      }
      return new SpaceGroupClasses(groups);
    } finally {
      H5.H5Dclose(dataSet);
    }
  }

  private float[] values(ModelArray array) {
    long dataSet = open(array.path());
    try {
      long[] wanted = array.shape().stream().mapToLong(side -> side).toArray();
      long[] found = shape(dataSet, array.path());
      if (!Arrays.equals(found, wanted)) {
        throw damaged(
            "/" + array.path(),
            "has the shape %s, the network wants %s"
                .formatted(Arrays.toString(found), Arrays.toString(wanted)));
      }
      int bytes = array.size() * Float.BYTES;
      float[] values = new float[array.size()];
      read(dataSet, array.path(), HDF5Constants.H5T_IEEE_F32LE, bytes).asFloatBuffer().get(values);
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw damaged("/" + array.path(), "holds " + value);
        }
      }
      return values;
    } finally {
      H5.H5Dclose(dataSet);
    }
  }

  /** A data set of this very file: no link on the way leads elsewhere. */
  private long open(String name) {
    for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
      requireHard(name.substring(0, end), name);
    }
    requireHard(name, name);
    long object = H5.H5Oopen(file, name, DEFAULT);
    if (H5.H5Iget_type(object) != HDF5Constants.H5I_DATASET) {
      H5.H5Oclose(object);
      throw damaged("/" + name, "is no data set");
    }
    return object;
  }

  private void requireHard(String prefix, String name) {
    if (!H5.H5Lexists(file, prefix, DEFAULT)) {
      throw damaged("/" + name, "is missing");
    }
    if (H5.H5Lget_info(file, prefix, DEFAULT).type != HDF5Constants.H5L_TYPE_HARD) {
      throw damaged("/" + name, "is a link to elsewhere");
    }
  }

  private long[] shape(long dataSet, String name) {
    long space = H5.H5Dget_space(dataSet);
    try {
      int rank = H5.H5Sget_simple_extent_ndims(space);
      if (rank < 1 || rank > 8) {
        throw damaged("/" + name, "has %d dimensions".formatted(rank));
      }
      long[] shape = new long[rank];
      H5.H5Sget_simple_extent_dims(space, shape, null);
      return shape;
    } finally {
      H5.H5Sclose(space);
    }
  }

  /** All bytes of a data set of known size, once it is certain that the file holds them. */
  private ByteBuffer read(long dataSet, String name, long type, int bytes) {
    checkType(dataSet, name, type);
    long creation = H5.H5Dget_create_plist(dataSet);
    try {
      if (H5.H5Pget_layout(creation) != HDF5Constants.H5D_CONTIGUOUS
          || H5.H5Pget_external_count(creation) != 0) {
        throw damaged("/" + name, "is chunked or keeps its data in another file");
      }
    } finally {
      H5.H5Pclose(creation);
    }
    long stored = H5.H5Dget_storage_size(dataSet);
    if (stored != bytes || stored > fileBytes) {
      throw damaged("/" + name, "has %d bytes, wants %d".formatted(stored, bytes));
    }
    byte[] target = new byte[bytes];
    int all = HDF5Constants.H5S_ALL;
    H5.H5Dread(dataSet, type, all, all, DEFAULT, target);
    String found = ModelObjects.checksum(target);
    String written = checksum(dataSet, name);
    if (!found.equals(written)) {
      throw damaged("/" + name, "checksum %s, but %s is written".formatted(found, written));
    }
    return ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkType(long dataSet, String name, long type) {
    long found = H5.H5Dget_type(dataSet);
    try {
      if (!H5.H5Tequal(found, type)) {
        throw damaged("/" + name, "is of another type");
      }
    } finally {
      H5.H5Tclose(found);
    }
  }

  private String checksum(String name) {
    long dataSet = open(name);
    try {
      return checksum(dataSet, name);
    } finally {
      H5.H5Dclose(dataSet);
    }
  }

  private String checksum(long dataSet, String name) {
    return text(raw(dataSet, ModelObjects.CHECKSUM, "/" + name), "checksum of /" + name);
  }

  private String text(String name) {
    return text(raw(name), "attribute " + name);
  }

  private String text(byte[] bytes, String place) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ModelFileException.damaged(path, place, "is no UTF-8", e);
    }
  }

  private double real(String name) {
    return number(name, HDF5Constants.H5T_IEEE_F64LE).getDouble();
  }

  private ByteBuffer number(String name, long type) {
    long attribute = H5.H5Aopen(file, name, DEFAULT);
    long found = H5.H5Aget_type(attribute);
    try {
      if (!H5.H5Tequal(found, type)) {
        throw damaged("attribute " + name, "is of another type");
      }
    } finally {
      H5.H5Tclose(found);
      H5.H5Aclose(attribute);
    }
    return ByteBuffer.wrap(raw(name)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] raw(String name) {
    return raw(file, name, "attribute " + name);
  }

  /** The bytes of a scalar attribute of a fixed and bounded length. */
  private byte[] raw(long object, String name, String place) {
    if (!H5.H5Aexists(object, name)) {
      throw damaged(place, "is missing");
    }
    long attribute = H5.H5Aopen(object, name, DEFAULT);
    long type = H5.H5Aget_type(attribute);
    long space = H5.H5Aget_space(attribute);
    try {
      int kind = H5.H5Tget_class(type);
      long bytes = H5.H5Tget_size(type);
      boolean plain =
          kind == HDF5Constants.H5T_STRING
              ? !H5.H5Tis_variable_str(type)
              : kind == HDF5Constants.H5T_INTEGER || kind == HDF5Constants.H5T_FLOAT;
      if (!plain
          || H5.H5Sget_simple_extent_npoints(space) != 1
          || bytes < 1
          || bytes > ModelHeader.MAX_TEXT) {
        throw damaged(place, "is no text of at most %d bytes".formatted(ModelHeader.MAX_TEXT));
      }
      byte[] value = new byte[(int) bytes];
      H5.H5Aread(attribute, type, value);
      return value;
    } finally {
      H5.H5Sclose(space);
      H5.H5Tclose(type);
      H5.H5Aclose(attribute);
    }
  }

  private ModelFileException damaged(String place, String fault) {
    return ModelFileException.damaged(path, place, fault);
  }

  @Override
  public void close() {
    ModelObjects.quiet();
    H5.H5Fclose(file);
  }
}
