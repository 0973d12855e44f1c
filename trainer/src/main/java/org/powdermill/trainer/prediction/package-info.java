/** From files of patterns to ranked space groups: intake, network, prior, novelty. */
package org.powdermill.trainer.prediction;
