/**
 * Crystals from CIFs: {@link org.powdermill.cif.CifFiles} finds the files in folders and archives,
 * {@link org.powdermill.cif.CifReader} makes a crystal or a one-line refusal of each data block.
 *
 * <p>Tokens, quotes and loops are read by ciftools-java; what the items mean is decided here, by
 * the rules of docs/crystals-from-files.md.
 */
package org.powdermill.cif;
