package org.powdermill.statistics.entries;

/** What an entry of a database gave, with its atoms: a structure, or the reason why not. */
public sealed interface StructureResult permits RealStructure, RefusedEntry {}
