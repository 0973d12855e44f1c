/** Parameters of the Nextflow workflow, and the folder in which a run of it lies. */
package org.powdermill.tools.workflow;
