package org.powdermill.cif;

/** Why a CIF, or a data block of one, gives no crystal, and what its owner can do. */
public enum RefusalReason {
  UNREADABLE("the file or archive cannot be read", "check the path, its rights and the archive"),
  TOO_LONG("it is larger than a CIF is read", "take out reflections and images, or split it"),
  NOT_A_CIF("it breaks the syntax of CIF", "correct it at the place named, or export it again"),
  NO_STRUCTURE("it holds no cell and no atoms", "give a CIF of a crystal structure"),
  NO_CELL("the cell is not given", "add _cell_length_a, _b, _c"),
  BAD_CELL("the cell is none", "correct _cell_length_* and _cell_angle_*"),
  NO_SYMMETRY(
      "no symmetry is told",
      "add _space_group_symop_operation_xyz, or _space_group_name_H-M_alt 'P 1' if all atoms are listed"),
  BAD_SYMMETRY(
      "its symmetry cannot be read", "add the operations as _space_group_symop_operation_xyz"),
  SYMMETRY_AGAINST_CELL(
      "its cell does not have the symmetry told", "correct the cell, the operations or the symbol"),
  NO_ATOMS("no atoms are listed", "add the _atom_site_ loop"),
  BAD_LOOP("the _atom_site_ loop is broken", "give each row a value for each item"),
  NO_FRACTIONAL_COORDINATES(
      "atoms have no fractional coordinates", "add _atom_site_fract_x, _y, _z"),
  BAD_NUMBER("a number cannot be read", "correct it"),
  UNKNOWN_ELEMENT(
      "an atom is of no element", "name the element in _atom_site_type_symbol, or split the row"),
  BAD_OCCUPANCY("a site is filled more than once or not at all", "correct _atom_site_occupancy"),
  TOO_MANY_ATOMS("it has more atoms than a crystal is read with", "take a smaller structure");

  private final String text;
  private final String remedy;

  RefusalReason(String text, String remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** The reason in words, for tables and counts. */
  public String text() {
    return text;
  }

  /** What can be done. */
  public String remedy() {
    return remedy;
  }
}
