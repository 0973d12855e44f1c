/** Streams: shards on their way from a producer to a consumer. Formats: docs/formats.md. */
package org.powdermill.hdf5.stream;
