/** What every written file and folder has in common: whole or absent, and with its provenance. */
package org.powdermill.files;
