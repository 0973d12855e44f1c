/** Crystals from databases as the statistics count them: read, checked, refused or left out. */
package org.powdermill.statistics.entries;
