/** The Nextflow workflow, run as a user runs it. */
package org.powdermill.tests.workflows;
