/** Curves of a training run as event files, which TensorBoard shows. */
package org.powdermill.trainer.events;
