/** Pictures of diffractograms, for a slide or a page. */
package org.powdermill.tools.picture;
