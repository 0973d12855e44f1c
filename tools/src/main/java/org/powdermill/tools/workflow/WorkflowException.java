package org.powdermill.tools.workflow;

/** A run of the workflow that cannot begin; the message is one line for the user. */
public final class WorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public WorkflowException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for us. */
  public WorkflowException(String message, Throwable cause) {
    super(message, cause);
  }
}
