/** Our files as other programs read them. */
package org.powdermill.tests.formats;
