/**
 * A house in which every rule is broken: {@link org.powdermill.tests.architecture.ModuleArrowsTest}
 * proves on it that the rules can fail.
 */
package org.powdermill.tests.architecture.broken;
