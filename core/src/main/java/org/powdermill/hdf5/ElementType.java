package org.powdermill.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Type of the elements of an array or attribute in a file, little endian.
 *
 * @param kind what they are
 * @param bytes size of one
 */
record ElementType(Kind kind, int bytes) {

  /** Kinds of elements. */
  enum Kind {
    INT16,
    INT32,
    INT64,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    /** UTF-8, padded with NULs. */
    TEXT
  }

  private static final int LONGEST_TEXT = 1 << 16;

  static final ElementType INT16 = new ElementType(Kind.INT16, 2);
  static final ElementType INT32 = new ElementType(Kind.INT32, 4);
  static final ElementType INT64 = new ElementType(Kind.INT64, 8);
  static final ElementType FLOAT16 = new ElementType(Kind.FLOAT16, 2);
  static final ElementType FLOAT32 = new ElementType(Kind.FLOAT32, 4);
  static final ElementType FLOAT64 = new ElementType(Kind.FLOAT64, 8);

  /** Text of so many bytes. */
  static ElementType text(int bytes) {
    return new ElementType(Kind.TEXT, bytes);
  }

  /** The type with an id in the library, where it is one of these. */
  static Optional<ElementType> of(long typeId) {
    int kind = H5.H5Tget_class(typeId);
    long bytes = H5.H5Tget_size(typeId);
    if (kind == HDF5Constants.H5T_STRING) {
      return bytes >= 1 && bytes <= LONGEST_TEXT && !H5.H5Tis_variable_str(typeId)
          ? Optional.of(text((int) bytes))
          : Optional.empty();
    }
    return Stream.of(INT64, FLOAT64, INT16, INT32, FLOAT16, FLOAT32)
        .filter(type -> type.bytes == bytes && type.is(typeId))
        .findFirst();
  }

  /** Whether a type of the library is this one; text of this length, however it is padded. */
  boolean is(long typeId) {
    if (kind == Kind.TEXT) {
      return of(typeId).filter(this::equals).isPresent();
    }
    if (kind == Kind.FLOAT16) {
      long own = openHalf();
      try {
        return H5.H5Tequal(typeId, own);
      } finally {
        H5.H5Tclose(own);
      }
    }
    return H5.H5Tequal(typeId, standard());
  }

  /** The type in the library; whoever asks closes it. */
  long open() {
    return switch (kind) {
      case FLOAT16 -> openHalf();
      case TEXT -> openText();
      default -> H5.H5Tcopy(standard());
    };
  }

  /** The library's own name of the type. */
  private long standard() {
    return switch (kind) {
      case INT16 -> HDF5Constants.H5T_STD_I16LE;
      case INT32 -> HDF5Constants.H5T_STD_I32LE;
      case INT64 -> HDF5Constants.H5T_STD_I64LE;
      case FLOAT32 -> HDF5Constants.H5T_IEEE_F32LE;
      case FLOAT64 -> HDF5Constants.H5T_IEEE_F64LE;
      case FLOAT16, TEXT -> throw new IllegalStateException("the library names no " + this);
    };
  }

  /** HDF5 1.10 names no half: sign at bit 15, exponent at 10, fraction at 0, as h5py builds it. */
  private static long openHalf() {
    long type = H5.H5Tcopy(HDF5Constants.H5T_IEEE_F32LE);
    H5.H5Tset_fields(type, 15L, 10L, 5L, 0L, 10L);
    H5.H5Tset_size(type, 2L);
    H5.H5Tset_ebias(type, 15L);
    return type;
  }

  private long openText() {
    long type = H5.H5Tcopy(HDF5Constants.H5T_C_S1);
    H5.H5Tset_size(type, bytes);
    H5.H5Tset_strpad(type, HDF5Constants.H5T_STR_NULLPAD);
    H5.H5Tset_cset(type, HDF5Constants.H5T_CSET_UTF8);
    return type;
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.TEXT ? word + "[" + bytes + "]" : word;
  }
}
