/** Neural networks and online training: nothing here yet. They come after the generator. */
package org.powdermill.trainer;
