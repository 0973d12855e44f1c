/** Neural networks and online training. */
package org.powdermill.trainer;
