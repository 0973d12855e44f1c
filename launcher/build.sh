# shellcheck shell=bash
# Builds build/lib from the sources, once, and again only when they changed.
#
#   build/repository  MPJ Express and JHDF5 for Maven
#   build/lib         class paths: base (tools, core), mpi (MPJ Express ranks), dl4j (trainer)
#   build/engines     Maven profile for further engines: cuda, or nothing
#   build/*.log       what apt and Maven said

lib=$root/build/lib
native=/usr/lib/jni

# What each command begins with.
ready() { up_to_date || build; }

# The system finds its own.
use_native_libraries() { :; }

# Path, size and time of every file that the build reads.
sources() (
  cd "$root" || exit
  [[ ! -r build/engines ]] || printf 'engines %s\n' "$(<build/engines)"
  LC_ALL=C find pom.xml .mvn launcher/packages.tsv workflows/nextflow_schema.json ./*/pom.xml ./*/src/main \
    -path './tests' -prune -o -path './tests/*' -prune -o -type f -printf '%p %s %Ts\n' | LC_ALL=C sort
)

# choose_engines cuda: builds with ND4J for NVIDIA GPUs from now on; without an argument, for processors alone.
choose_engines() {
  { mkdir -p "$root/build" && printf '%s' "$1" >"$root/build/engines"; } 2>/dev/null ||
    die "$root/build cannot be written: run setup as its owner"
}

# The commit that Maven writes into the jars; nothing where there is no git.
head_commit() { git -C "$root" rev-parse HEAD 2>/dev/null || true; }

up_to_date() {
  [[ -r $root/build/lib/sources && $(sources) == "$(<"$root/build/lib/sources")" ]]
}

# Brings build/lib up to date; "build always" builds in any case.
build() {
  may_build
  lock
  if [[ ${1-} == always ]] || ! up_to_date; then
    ensure_packages
    fill_repository
    compile
    archive_classes
  fi
  unlock
}

# Fails with one line where this user or this machine cannot build.
may_build() {
  if [[ -n ${SLURM_JOB_ID-} ]]; then
    die "not built, or sources changed; inside a SLURM job nothing is built: run $root/powdermill setup on the login node"
  fi
  check_packages
  { mkdir -p "$root/build" && [[ -w $root/build ]]; } 2>/dev/null ||
    die "not built, and $root/build cannot be written: run $root/powdermill setup as its owner"
}

# Calls at the same time wait here for the first. What we start gets no copy of descriptor 9 (9>&-).
lock() {
  exec 9>"$root/build/lock"
  flock -n 9 && return
  say "waiting for another powdermill that builds"
  flock 9
}

unlock() { exec 9>&-; }

fill_repository() {
  publish mpj "$mpj_jar"
  publish sis-jhdf5 "$jhdf5_jar"
  publish sis-base "$sis_base_jar"
}

# Puts a jar into the project-local Maven repository, under the version that pom.xml pins.
publish() {
  local name=$1 jar=$2 version folder
  version=$(pinned_version "$name")
  folder=$root/build/repository/org/powdermill/system/$name/$version
  cmp -s "$jar" "$folder/$name-$version.jar" && return
  mkdir -p "$folder"
  cat >"$folder/$name-$version.pom" <<END
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.powdermill.system</groupId>
  <artifactId>$name</artifactId>
  <version>$version</version>
</project>
END
  install -m 644 "$jar" "$folder/$name-$version.jar"
}

pinned_version() {
  local property=${1/sis-jhdf5/jhdf5}.version
  sed -n "s|.*<$property>\(.*\)</$property>.*|\1|p" "$root/pom.xml"
}

compile() {
  local new=$root/build/lib.new profiles=class-paths commit=()
  [[ ! -s $root/build/engines ]] || profiles+=,$(<"$root/build/engines")
  rm -rf "$new"
  mkdir -p "$new"
  sources >"$new/sources" # before Maven reads them: a later change is then seen
  head_commit >"$new/commit"
  [[ ! -s $new/commit ]] || commit=("-Dbuild.commit=$(<"$new/commit")")
  run_maven building build.log "-P$profiles" "${commit[@]}" -Dmaven.test.skip=true -pl tools,mpi-generator,trainer -am package ||
    die "the build failed; see $root/build/build.log"
  part_class_paths "$new"
  rm -rf "$root/build/lib.old"
  [[ ! -e $root/build/lib ]] || mv "$root/build/lib" "$root/build/lib.old"
  mv "$new" "$root/build/lib"
  rm -rf "$root/build/lib.old"
}

# What base has, mpi and dl4j leave out: they only ever stand behind it.
part_class_paths() {
  local jar
  install -m 644 "$jhdf5_jar" "$1/base/sis-jhdf5-$(pinned_version sis-jhdf5).jar"
  install -m 644 "$sis_base_jar" "$1/base/sis-base-$(pinned_version sis-base).jar"
  install -m 644 "$mpj_jar" "$1/mpi/mpj-$(pinned_version mpj).jar"
  for jar in "$1"/base/*.jar; do
    rm -f "$1/mpi/${jar##*/}" "$1/dl4j/${jar##*/}"
  done
}

# run_maven WHAT LOG ARGUMENT...: Maven with a progress line; the whole output goes to build/LOG.
run_maven() {
  local what=$1 log=$root/build/$2 status=0
  shift 2
  (cd "$root" && JAVA_HOME=$java_home "$maven" -B "$@" </dev/null 2>&1 9>&-) | tee "$log" | show_progress "$what" "$log" || status=$?
  ((status == 0)) || telling_lines "$log" >&2
  return "$status"
}

# On a terminal one line that changes; elsewhere one line for the build, one a module for the tests.
show_progress() {
  local line module
  [[ -t 2 || $1 == testing ]] || say "$1 (once; log: $2)"
  while IFS= read -r line; do
    [[ $line =~ ^\[INFO\]\ Building\ Powdermill\ ([a-z-]+)\ .*\[([0-9/]+)\]$ ]] || continue
    module="${BASH_REMATCH[1]} (${BASH_REMATCH[2]})"
    if [[ -t 2 ]]; then
      printf '\r\033[Kpowdermill: %s %s' "$1" "$module" >&2
    elif [[ $1 == testing ]]; then
      say "$1 $module"
    fi
  done
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# The first errors in a Maven log (the compiler takes warnings for errors), without Maven's advice on how to go on.
telling_lines() {
  grep -E '^\[ERROR\]|^\[WARNING\].*\.java:\[' "$1" | sed 's/ -> \[Help [0-9]*\]$//' | grep -vE '^\[ERROR\] *$|\[Help|-> \[|Re-run Maven|full stack trace|For more information|mvn <args>|After correcting|Tests run:|<<< |There are test failures' |
    awk '!seen[$0]++' | head -n 15
}

# A class-data archive halves the start of the JVM. It is made of one run; without it all works, slower.
archive_classes() {
  java_command base -XX:ArchiveClassesAtExit="$lib/classes.jsa"
  "${command[@]}" org.powdermill.tools.Powdermill --help >"$root/build/archive.log" 2>&1 9>&- || true
}
