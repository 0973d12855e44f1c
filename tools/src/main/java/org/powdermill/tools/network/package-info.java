/** What the commands say and draw of networks. */
package org.powdermill.tools.network;
