/**
 * Networks described without any library, and the seam behind which a library computes with them:
 * {@link org.powdermill.trainer.network.NetworkCatalogue} makes a {@link
 * org.powdermill.trainer.network.Network}, {@link org.powdermill.trainer.network.EngineProvider} an
 * {@link org.powdermill.trainer.network.Engine} of it.
 */
package org.powdermill.trainer.network;
