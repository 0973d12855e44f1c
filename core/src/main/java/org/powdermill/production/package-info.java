/** From numbers of diffractograms to shards on disk: one shard, a folder of them, CIFs. */
package org.powdermill.production;
