/** HDF5 files, by JHDF5: the only package that knows it. Formats: docs/formats.md. */
package org.powdermill.hdf5;
