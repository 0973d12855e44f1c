package org.powdermill.tools;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = "Print a completion script for a shell.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill completion bash > build/powdermill-completion.bash",
      "  source <(powdermill completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {

  private enum Shell {
    BASH,
    ZSH
  }

  @SuppressWarnings("unused") // one script serves both shells
  @Parameters(paramLabel = "SHELL", description = "bash or zsh: one script serves both.")
  private Shell shell;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("powdermill", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return Powdermill.DONE;
  }
}
