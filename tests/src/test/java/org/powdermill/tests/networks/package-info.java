/** The networks against libraries that we did not write. */
package org.powdermill.tests.networks;
