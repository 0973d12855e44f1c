/** Drives the real launcher on copies of the project. */
package org.powdermill.tests.launcher;
