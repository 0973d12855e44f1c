/** Holds the arrows between modules and packages. */
package org.powdermill.tests.architecture;
