# shellcheck shell=bash
# Stands for build.sh, setup.sh, test.sh and dist.sh in a release, where release.json lies beside the launcher: nothing
# is built, installed or written below it, as others share it.

lib=$root/lib
native=$root/lib/native
nextflow_lib=$root/lib/nextflow
nextflow_home=
man_pages=$root/share/man/man1

# Fails in one line where this machine is too old for the native libraries: Java's own words would help nobody.
ready() {
  local needed here
  read_release glibc
  needed=$value
  here=$(getconf GNU_LIBC_VERSION 2>/dev/null) || here='glibc none'
  here=${here#glibc }
  is_at_least "$here" "$needed" ||
    die "this release needs glibc $needed; here is $here; use the container image or build from source: docs/installation.md"
}

# Sets value to what release.json says of $1.
read_release() {
  local line
  value=
  while IFS= read -r line; do
    [[ ! $line =~ ^\ *\"$1\"\ ?:\ \"([^\"]*)\",?$ ]] || value=${BASH_REMATCH[1]}
  done <"$root/release.json"
  [[ -n $value ]] || die "$root/release.json says nothing of $1: unpack the release again"
}

# Versions like 2.36.
is_at_least() {
  [[ $1 =~ ^([0-9]+)\.([0-9]+) ]] || return 1
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  [[ $2 =~ ^([0-9]+)\.([0-9]+)$ ]] || die "$root/release.json: '$2' is no version of glibc: unpack the release again"
  ((major > BASH_REMATCH[1] || (major == BASH_REMATCH[1] && minor >= BASH_REMATCH[2])))
}

# For the JVM: where our libraries find each other. HDF5 1.10.5 is what JHDF5 19.04.1 was made for; Debian's build of
# JHDF5 saw the headers of 1.10.8, whose interface is the same (both are libhdf5.so.103), and HDF5 would object.
use_native_libraries() {
  export LD_LIBRARY_PATH=$native${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} HDF5_DISABLE_VERSION_CHECK=2
  export POWDERMILL_SPGLIB=${POWDERMILL_SPGLIB:-$native/libsymspg.so.1}
}

ensure_man_pages() { :; }

write_command_pages() { only_in_repository "man --pages"; }

ensure_nextflow() {
  type -P ps >/dev/null || die "missing: the program ps, by which Nextflow measures its tasks; Debian's package is procps"
}

setup() {
  local version
  case ${1-} in -h | --help)
    printf 'Usage: powdermill setup\n\nIn a release: checks glibc and Java, and says what was found. Nothing is installed.\n'
    return
    ;;
  esac
  (($# == 0)) || usage_error "setup $1: this is a release, which is as it is; build from source for another"
  ready
  need_java
  read_release version
  version=$value
  read_release glibc
  printf 'ready: release %s in %s, Java in %s, %s (needed: %s); see powdermill doctor\n' \
    "$version" "$root" "$java_home" "$(getconf GNU_LIBC_VERSION)" "$value"
}

run_tests() { only_in_repository test; }

dist() { only_in_repository dist; }

only_in_repository() { usage_error "$1 wants the repository; this is a release, in $root"; }
