/** Files as instruments and programs write them, on their way to a network. */
package org.powdermill.tests.patterns;
