/** The container image, built and run for real. */
package org.powdermill.tests.containers;
