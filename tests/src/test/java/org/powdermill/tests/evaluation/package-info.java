/** The evaluation of a model against a recomputation by NumPy. */
package org.powdermill.tests.evaluation;
