/** The pages of the commands in docs/commands, made from their help. */
package org.powdermill.tools.manual;
