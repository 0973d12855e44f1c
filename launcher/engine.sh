# shellcheck shell=bash
# What a command needs that computes with networks: threads, bounds of memory, a place for native libraries.

needs_engine() {
  local argument
  case "${1-} ${2-}" in
    'benchmark train' | 'train '* | 'evaluate '* | 'predict '*) ;;
    *) return 1 ;;
  esac
  for argument; do [[ $argument != --help && $argument != -h ]] || return 1; done
}

# Sets engine_options to options of the JVM, and exports the variables that native libraries read when they load.
prepare_engine() {
  local threads mebibytes
  threads=$(wanted_threads "$@")
  export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
  # Large arrays come and go in each step. glibc would keep them in its heap, which they tear apart: twice the memory.
  # Given back at once they cost page faults, few where pages are huge (glibc 2.35 and newer; older ones pass over it).
  export GLIBC_TUNABLES=${GLIBC_TUNABLES-glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4194304}
  mebibytes=$(usable_memory)
  native_folder
  # Deeplearning4j frees native memory when the collector finds the owners; a collection that it asks for runs beside it.
  # Deeplearning4j keeps arrays outside of the Java heap; its bound holds for both together, as the system counts them.
  engine_options=(-Xmx$((mebibytes / 4))m -Dorg.bytedeco.javacpp.maxBytes=$((mebibytes * 3 / 4))m
    -Dorg.bytedeco.javacpp.maxPhysicalBytes=$((mebibytes * 9 / 10))m
    -XX:+ExplicitGCInvokesConcurrent -Dorg.bytedeco.javacpp.cachedir="$native_folder" -Dorg.nd4j.log.initialization=false)
}

# --threads, else what SLURM gave, else the cores that this process may use.
wanted_threads() {
  local previous='' argument
  for argument; do
    [[ $previous != --threads ]] || { is_count "$argument" && printf '%s' "$argument" && return; }
    [[ $argument != --threads=* ]] || { is_count "${argument#*=}" && printf '%s' "${argument#*=}" && return; }
    previous=$argument
  done
  if is_count "${POWDERMILL_THREADS-}"; then printf '%s' "$POWDERMILL_THREADS"; else nproc; fi
}

is_count() { [[ $1 =~ ^[1-9][0-9]{0,3}$ ]]; }

# Mebibytes: what SLURM gave to this job on this node, else the machine's, or the limit of the container.
usable_memory() {
  local kibibytes file bytes
  if [[ ${SLURM_MEM_PER_NODE-} =~ ^[1-9][0-9]{2,8}$ ]]; then
    printf '%s' "$SLURM_MEM_PER_NODE"
    return
  fi
  kibibytes=$(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo)
  # In a container the root of its control groups, version 2 or 1; without a limit it says "max", or 19 digits.
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    { read -r bytes <"$file"; } 2>/dev/null || continue
    if [[ $bytes =~ ^[1-9][0-9]{6,17}$ ]] && ((bytes / 1024 < kibibytes)); then kibibytes=$((bytes / 1024)); fi
  done
  printf '%s' $((kibibytes / 1024))
}

# Sets native_folder to where native libraries are unpacked: on this node, for this user alone, in a job for the job alone.
# Never the home folder, which nodes share. A folder of that name that somebody else made is not trusted.
native_folder() {
  native_folder=${TMPDIR:-/tmp}/powdermill-native-$UID${SLURM_JOB_ID:+-$SLURM_JOB_ID}
  (umask 077 && mkdir -p "$native_folder") 2>/dev/null || true
  [[ -d $native_folder && ! -L $native_folder && -O $native_folder && -w $native_folder ]] ||
    die "$native_folder is not a folder of yours to write into: name another place in TMPDIR"
  chmod 700 "$native_folder"
}
