/** Generated crystals read back by other programs. */
package org.powdermill.tests.generation;
