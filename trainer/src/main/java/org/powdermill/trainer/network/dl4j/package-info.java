/** Networks by Deeplearning4j and ND4J, with layers of our own where theirs are wrong or slow. */
package org.powdermill.trainer.network.dl4j;
