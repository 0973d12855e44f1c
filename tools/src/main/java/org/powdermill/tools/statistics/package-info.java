/** The page that shows what statistics were made of. */
package org.powdermill.tools.statistics;
