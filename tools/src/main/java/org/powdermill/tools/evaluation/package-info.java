/** The page that shows what a model knows, and where it fails. */
package org.powdermill.tools.evaluation;
