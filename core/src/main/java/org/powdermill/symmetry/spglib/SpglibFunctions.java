package org.powdermill.symmetry.spglib;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The functions of {@code spglib.h} that are called here, under their own names. Lattices hold the
 * basis vectors as columns, [3][3] row by row; positions are fractional, [n][3].
 */
interface SpglibFunctions extends Library {

  int spg_get_major_version();

  int spg_get_minor_version();

  int spg_get_micro_version();

  SpglibDataset spg_get_dataset(
      double[] lattice, double[] positions, int[] types, int count, double symprec);

  SpglibDataset spg_get_dataset_with_hall_number(
      double[] lattice, double[] positions, int[] types, int count, int hallNumber, double symprec);

  void spg_free_dataset(Pointer dataset);

  int spg_get_error_code();

  String spg_get_error_message(int code);
}
