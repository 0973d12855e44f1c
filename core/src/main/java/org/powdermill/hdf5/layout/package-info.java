/**
 * What may stand in an HDF5 file before the native library looks at it. Nothing here knows the
 * library.
 */
package org.powdermill.hdf5.layout;
