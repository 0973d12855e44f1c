/**
 * What computes: the processor or a GPU. Looks at the machine, what the batch system granted and
 * what was built, says what does not fit, and decides; never falls back in silence.
 */
package org.powdermill.trainer.device;
