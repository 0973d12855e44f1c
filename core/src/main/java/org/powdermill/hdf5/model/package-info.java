/** The model file: a network's description, its parameters and where they come from. */
package org.powdermill.hdf5.model;
