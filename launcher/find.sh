# shellcheck shell=bash
# Where the things lie that Powdermill needs and Maven Central does not have.
# An override (POWDERMILL_...) wins; else the places of Debian and Ubuntu packages.

sysroot=${POWDERMILL_SYSROOT-} # for tests: look for packages below this folder instead of /
root=${root:?set by ./powdermill}

say() { printf 'powdermill: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Sets java_home to the first JDK 17 to 21 that has bin/$1 (java to run, javac to build).
find_jdk() {
  local tool=$1 candidate on_path
  java_home=
  if [[ -n ${POWDERMILL_JAVA_HOME-} ]]; then
    is_jdk "$POWDERMILL_JAVA_HOME" "$tool" ||
      die "POWDERMILL_JAVA_HOME=$POWDERMILL_JAVA_HOME is no JDK 17 to 21 with bin/$tool"
    java_home=$POWDERMILL_JAVA_HOME
    return
  fi
  if is_jdk "$root/java" "$tool"; then
    java_home=$root/java
    return
  fi
  if is_jdk "${JAVA_HOME-}" "$tool"; then
    java_home=$JAVA_HOME
    return
  fi
  if [[ -z $sysroot ]] && on_path=$(readlink -f "$(type -P java)") && is_jdk "${on_path%/bin/java}" "$tool"; then
    java_home=${on_path%/bin/java}
    return
  fi
  for candidate in "$sysroot"/usr/lib/jvm/*; do
    if is_jdk "$candidate" "$tool"; then
      java_home=$candidate
      return
    fi
  done
  return 1
}

# A run-time is enough for all but building; a release may have its own.
need_java() {
  find_jdk java ||
    die "found no Java 17 to 21: install one, load its module, or name its folder in POWDERMILL_JAVA_HOME"
}

# The version stands in the file "release" of every JDK: reading it is faster than running java.
is_jdk() {
  local line major
  [[ -n $1 && -x $1/bin/$2 && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == 'JAVA_VERSION="'* ]]; then
      line=${line#*\"}
      major=${line%%[!0-9]*}
      [[ -n $major ]] && ((major >= 17 && major <= 21))
      return
    fi
  done <"$1/release"
  return 1
}

find_maven() {
  local candidate
  for candidate in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$sysroot/usr/share/maven/bin/mvn"; do
    maven=$candidate
    [[ ! -x $maven ]] || return 0
  done
  [[ -z $sysroot ]] && maven=$(type -P mvn)
}

# Each sets one variable to the path of a file, or fails.
find_mpj() {
  mpj_jar=${POWDERMILL_MPJ_JAR:-${POWDERMILL_MPJ_HOME:+$POWDERMILL_MPJ_HOME/lib/mpj.jar}}
  mpj_jar=${mpj_jar:-$sysroot/usr/share/java/mpj.jar}
  [[ -r $mpj_jar ]]
}

find_jhdf5() {
  jhdf5_jar=${POWDERMILL_JHDF5_JAR:-$sysroot/usr/share/java/sis-jhdf5.jar}
  sis_base_jar=${POWDERMILL_SIS_BASE_JAR:-$sysroot/usr/share/java/sis-base.jar}
  [[ -r $jhdf5_jar && -r $sis_base_jar ]] || return 1
  # A JHDF5 of one's own may carry its native part in the jar.
  [[ -n ${POWDERMILL_JHDF5_JAR-} ]] || first_file libsis-jhdf5.so "${POWDERMILL_JNI_PATH-}" "$sysroot/usr/lib/jni"
}

find_spglib() {
  local folders=("$sysroot"/usr/lib/*-linux-gnu "$sysroot/usr/lib" "$sysroot/usr/local/lib")
  if [[ -n ${POWDERMILL_SPGLIB-} ]]; then
    [[ -r $POWDERMILL_SPGLIB ]]
  else
    first_file 'libsymspg.so*' "${folders[@]}"
  fi
}

# Succeeds when a file matching pattern $1 stands in one of the folders.
first_file() {
  local pattern=$1 folder
  shift
  for folder; do
    [[ -n $folder ]] && compgen -G "$folder/$pattern" >/dev/null && return 0
  done
  return 1
}

# An override that names nothing is the user's slip: say so instead of falling back.
check_overrides() {
  local name
  for name in POWDERMILL_MPJ_JAR POWDERMILL_MPJ_HOME POWDERMILL_JHDF5_JAR POWDERMILL_SIS_BASE_JAR \
    POWDERMILL_JNI_PATH POWDERMILL_SPGLIB; do
    [[ -z ${!name-} || -r ${!name} ]] || die "$name=${!name} does not exist or cannot be read"
  done
}

# Sets missing to the keys (columns of packages.tsv) of what was not found.
find_missing() {
  missing=()
  find_jdk javac || missing+=(jdk)
  find_maven || missing+=(maven)
  find_mpj || missing+=(mpj)
  find_jhdf5 || missing+=(jhdf5)
  find_spglib || missing+=(spglib)
}
