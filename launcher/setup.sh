# shellcheck shell=bash
# ./powdermill setup: installs, builds, and says where everything was found.

setup_help() {
  cat <<'END'
Usage: powdermill setup [--cuda | --cpu] [--workflow]

Installs what is missing, builds, and says where everything was found.
Other commands do the same when they need it; on a cluster run this on the login node.

  --cuda      build in the engine for NVIDIA GPUs too (600 MB to download); stays chosen
  --cpu       leave it out again
  --workflow  fetch Nextflow too (40 MB), as "powdermill workflow" does at its first call

Variables for machines where the packages lie elsewhere (see docs/installation.md):
  POWDERMILL_JAVA_HOME     folder of a JDK 17 to 21
  POWDERMILL_MPJ_HOME      folder of an unpacked MPJ Express (with lib/mpj.jar)
  POWDERMILL_MPJ_JAR       mpj.jar itself
  POWDERMILL_JHDF5_JAR     jar of JHDF5
  POWDERMILL_SIS_BASE_JAR  jar of sis-base, on which JHDF5 stands
  POWDERMILL_JNI_PATH      folder of libsis-jhdf5.so
  POWDERMILL_SPGLIB        file libsymspg.so
  POWDERMILL_JAVA_OPTS     further options for the JVM, separated by blanks
Run setup again after a change of one of the jars.

Examples:
  powdermill setup
  POWDERMILL_MPJ_HOME=$HOME/mpj-v0_44 powdermill setup
END
}

setup() {
  local argument workflow=no
  for argument; do
    case $argument in
      -h | --help) setup_help; return ;;
      --cuda) choose_engines cuda ;;
      --cpu) choose_engines '' ;;
      --workflow) workflow=yes ;;
      *) usage_error "setup has no option $argument" ;;
    esac
  done
  build always
  if [[ $workflow == yes ]]; then
    ensure_nextflow
  fi
  printf 'ready: JDK %s, Maven %s, MPJ Express %s, JHDF5 %s; class paths in %s\n' \
    "$java_home" "$maven" "$mpj_jar" "$jhdf5_jar" "$root/build/lib"
}
