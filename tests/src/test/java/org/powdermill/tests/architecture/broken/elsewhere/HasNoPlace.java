package org.powdermill.tests.architecture.broken.elsewhere;

/** Breaks: every package has its place. */
public final class HasNoPlace {}
