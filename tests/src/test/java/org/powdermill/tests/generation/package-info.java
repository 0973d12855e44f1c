/** The generator on other processors, in other modes of the JVM, and as processes. */
package org.powdermill.tests.generation;
