#%Module1.0
# Powdermill @VERSION@ for Environment Modules. The release may lie anywhere; a link to this file may, too.
set self [exec readlink -f -- $ModulesCurrentModulefile]
set root [file dirname [file dirname [file dirname [file dirname $self]]]]

module-whatis "Powdermill @VERSION@: space groups from powder X-ray diffractograms, by networks that learn online"

proc ModulesHelp { } {
    puts stderr {
Powdermill @VERSION@ reads the space group of a crystal from its powder X-ray diffractogram.
It needs Java 17 to 21, unless the release has its own: powdermill doctor.

  powdermill --help
  powdermill man simulate
  source <(powdermill completion bash)     # completion in bash and zsh
}
}

conflict powdermill
prepend-path PATH $root
prepend-path MANPATH $root/share/man
append-path MANPATH {} ;# an empty place stands for the system's own pages
