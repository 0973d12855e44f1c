/** The model of a cluster against ranks that run. */
package org.powdermill.tests.scaling;
