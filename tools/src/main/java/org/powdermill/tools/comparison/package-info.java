/** The page that shows synthetic crystals beside real ones. */
package org.powdermill.tools.comparison;
