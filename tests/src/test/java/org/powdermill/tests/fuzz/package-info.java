/** Damaged and hostile files of every format that is read: docs in SECURITY.md. */
package org.powdermill.tests.fuzz;
