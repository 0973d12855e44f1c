/** How far synthetic crystals resemble the real ones that their statistics were gathered from. */
package org.powdermill.comparison;
