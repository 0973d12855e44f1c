package org.powdermill.statistics.entries;

/** What an entry of a database gave: a crystal, or the reason why not. */
public sealed interface EntryResult permits CrystalEntry, RefusedEntry {}
