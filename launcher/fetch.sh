# shellcheck shell=bash
# What is fetched or made once, when it is first asked for: Nextflow, the man pages.
#
#   build/nextflow/lib   Nextflow and its libraries, as launcher/nextflow.pom.xml pins them
#   build/man/man1       made by launcher/manual.pom.xml from the commands

nextflow_lib=$root/build/nextflow/lib
nextflow_home=$root/build/nextflow/home
man_pages=$root/build/man/man1

ensure_nextflow() {
  fetch_nextflow
  # Nextflow measures its tasks by this program, and ends those that it is to end.
  type -P ps >/dev/null || install_ps
}

# Resolves Nextflow where that was not done, or another version is pinned.
fetch_nextflow() {
  local folder=$root/build/nextflow pinned=$root/launcher/nextflow.pom.xml new
  if ! cmp -s "$pinned" "$folder/lib/pinned.xml"; then
    [[ -z ${SLURM_JOB_ID-} ]] ||
      die "Nextflow was not fetched yet; inside a SLURM job nothing is: run $root/powdermill setup --workflow on the login node"
    may_build
    lock
    ensure_packages
    new=$folder/lib.new
    rm -rf "$new"
    mkdir -p "$new"
    run_maven "fetching Nextflow" nextflow.log -f "$pinned" dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$new" || die "Nextflow could not be fetched; see $root/build/nextflow.log"
    cp "$pinned" "$new/pinned.xml"
    rm -rf "$folder/lib"
    mv "$new" "$folder/lib"
    unlock
  fi
}

install_ps() {
  can_install || die "missing: the program ps; run: sudo apt-get install -y procps"
  say "installing by apt: procps"
  apt_install procps
}

# The pages name the commit.
ensure_man_pages() {
  cat "$lib/sources" "$lib/commit" 2>/dev/null | cmp -s - "$root/build/man/made-of" || make_man_pages
}

# Picocli writes AsciiDoc, Asciidoctor makes man pages of it.
make_man_pages() {
  may_build
  lock
  ensure_packages
  rm -rf "$root/build/man"
  # Their date is the commit's.
  SOURCE_DATE_EPOCH=$(git -C "$root" show -s --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$EPOCHSECONDS
  export SOURCE_DATE_EPOCH
  run_maven "making man pages" man.log -f "$root/launcher/manual.pom.xml" -Dlib="$lib" -Dpages="$root/build/man" \
    process-resources || die "the man pages failed; see $root/build/man.log"
  cat "$lib/sources" "$lib/commit" >"$root/build/man/made-of"
  unlock
}

write_command_pages() {
  need_java
  java_command base
  "${command[@]}" org.powdermill.tools.manual.CommandPages "$root"
}
