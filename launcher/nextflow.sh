# shellcheck shell=bash
# Nextflow on workflows/main.nf, offline.

workflow_help() {
  cat <<'END_OF_HELP'
Usage: powdermill workflow run [PARAMETER]... [-profile NAME,...] [-resume]
       powdermill workflow log | clean | COMMAND [OPTION]...

Runs the whole workflow (statistics, test sets, generation and training at the same time, evaluation,
report) by Nextflow; what is no "run" is passed through to Nextflow as it is.

  --step NAME      all (default), statistics, train, evaluate or baseline
  --outdir DIR     results in DIR/RUN-ID; default results
  --PARAMETER ...  run --help shows all; a wrong one is named before the start
  -profile NAME    local (default), slurm, test, gpu, apptainer, podman; several with commas
  -resume          go on; nothing that stands is done again
  -params-file F   parameters from a JSON or YAML file

Status 75: interrupted, the same call with -resume goes on. See docs/workflow.md.

Examples:
  powdermill workflow run -profile test
  powdermill workflow run --network resnet-10 --epochs 100 -resume
END_OF_HELP
}

workflow() {
  case ${1-} in
    '' | -h | --help)
      workflow_help
      return
      ;;
  esac
  local argument before=() is_run=no
  for argument; do
    before+=("$argument")
    if [[ $argument == run && $is_run == no ]]; then
      is_run=yes
      before+=("$root/workflows/main.nf")
    fi
  done
  set -- "${before[@]}"
  ready
  ensure_nextflow
  need_java
  run_nextflow "$@"
}

# Runs Nextflow and all its local tasks as one group of processes, and ends after the last of them.
run_nextflow() {
  local status=0 signalled=no package opens=()
  for package in lang lang.invoke io nio net util util.concurrent.locks util.concurrent.atomic; do
    opens+=(--add-opens "java.base/java.$package=ALL-UNNAMED")
  done
  for package in sun.nio.ch sun.nio.fs sun.net.www.protocol.http sun.net.www.protocol.https sun.net.www.protocol.ftp \
    sun.net.www.protocol.file jdk.internal.misc jdk.internal.vm; do
    opens+=(--add-opens "java.base/$package=ALL-UNNAMED")
  done
  NXF_HOME=${NXF_HOME:-$(nextflow_home)} || exit
  export NXF_HOME NXF_OFFLINE=true NXF_DISABLE_CHECK_LATEST=true
  # Lines that change are for a terminal.
  [[ -t 1 ]] || export NXF_ANSI_LOG=${NXF_ANSI_LOG-false}
  local options=()
  read -ra options <<<"${NXF_OPTS--Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
  local path=$root/slurm/for-nextflow:$PATH
  set -m # a group of its own: a signal from the terminal comes to us alone
  PATH=$path "$java_home/bin/java" "${options[@]}" -Dfile.encoding=UTF-8 "${opens[@]}" \
    -cp "$nextflow_lib/*" nextflow.cli.Launcher "$@" </dev/null &
  nextflow=$!
  set +m
  trap 'signalled=yes; kill -TERM "$nextflow" 2>/dev/null || true' TERM INT HUP
  while :; do
    status=0
    wait "$nextflow" || status=$?
    kill -0 "$nextflow" 2>/dev/null || break
  done
  await_tasks
  if [[ $signalled == yes ]] && ((status != 0)); then
    say "interrupted; the same call with -resume goes on"
    exit 75
  fi
  exit "$status"
}

# NXF_HOME: in the build folder; where that cannot be, with the user; where the home folder cannot be written, on the node.
nextflow_home() {
  local home
  for home in ${nextflow_home:+"$nextflow_home"} "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/powdermill/nextflow"; do
    if { mkdir -p "$home" && [[ -w $home ]]; } 2>/dev/null; then
      printf '%s' "$home"
      return
    fi
  done
  native_folder
  printf '%s' "$native_folder/nextflow"
}

# Nextflow tells its tasks to end and does not wait for them; they save their state first.
await_tasks() {
  local tenth
  for ((tenth = 0; tenth < 1200; tenth++)); do
    kill -0 -- "-$nextflow" 2>/dev/null || return 0
    ((tenth != 30)) || kill -TERM -- "-$nextflow" 2>/dev/null || true
    sleep 0.1
  done
  kill -KILL -- "-$nextflow" 2>/dev/null || true
}
