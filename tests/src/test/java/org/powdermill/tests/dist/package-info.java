/**
 * Packs a release and uses it as others will: from a folder that they share and cannot write into.
 */
package org.powdermill.tests.dist;
