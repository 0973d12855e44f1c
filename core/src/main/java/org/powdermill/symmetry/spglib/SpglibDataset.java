package org.powdermill.symmetry.spglib;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/**
 * {@code SpglibDataset} of {@code spglib.h}, versions 1.16 to 2.x, field by field under the names
 * of the header.
 */
@FieldOrder({
  "spacegroup_number",
  "hall_number",
  "international_symbol",
  "hall_symbol",
  "choice",
  "transformation_matrix",
  "origin_shift",
  "n_operations",
  "rotations",
  "translations",
  "n_atoms",
  "wyckoffs",
  "site_symmetry_symbols",
  "equivalent_atoms",
  "crystallographic_orbits",
  "primitive_lattice",
  "mapping_to_primitive",
  "n_std_atoms",
  "std_lattice",
  "std_types",
  "std_positions",
  "std_rotation_matrix",
  "std_mapping_to_primitive",
  "pointgroup_symbol"
})
@SuppressWarnings("MemberName")
public final class SpglibDataset extends Structure {

  public int spacegroup_number;
  public int hall_number;
  public byte[] international_symbol = new byte[11];
  public byte[] hall_symbol = new byte[17];
  public byte[] choice = new byte[6];
  public double[] transformation_matrix = new double[9];
  public double[] origin_shift = new double[3];
  public int n_operations;
  public Pointer rotations;
  public Pointer translations;
  public int n_atoms;
  public Pointer wyckoffs;
  public Pointer site_symmetry_symbols;
  public Pointer equivalent_atoms;
  public Pointer crystallographic_orbits;
  public double[] primitive_lattice = new double[9];
  public Pointer mapping_to_primitive;
  public int n_std_atoms;
  public double[] std_lattice = new double[9];
  public Pointer std_types;
  public Pointer std_positions;
  public double[] std_rotation_matrix = new double[9];
  public Pointer std_mapping_to_primitive;
  public byte[] pointgroup_symbol = new byte[6];
}
