/** What random crystals are drawn from: frequencies and samples gathered from real crystals. */
package org.powdermill.statistics;
