# shellcheck shell=bash
# ./powdermill dist: a release, that is one folder with all that runs, as a tarball. The same commit gives the same bytes.
#
#   build/dist/parts     what comes from Maven Central for it: lists of components, HDF5
#   launcher/dist/       templates of the modulefiles, and what no list of Maven's knows (components.tsv)

dist_help() {
  cat <<'END'
Usage: powdermill dist [--out DIR] [--with-java]

Packs a release: one tarball with launcher, class paths, Nextflow, native
libraries, man pages, completion, modulefiles, licences, a list of components
(CycloneDX) and checksums. Unpacked anywhere, also in a folder that nobody may
write into, it runs without Maven, apt or network: docs/installation.md.

  --out DIR    where to put powdermill-VERSION-linux-x86_64.tar.gz and
               ....tar.gz.sha256; default build/dist
  --with-java  a Java run-time inside (jlink, of the JDK found here), so that
               the machine needs none; the name then ends in -with-java

Tracked files are packed as they are; where they differ from the last commit,
release.json says so.

Examples:
  powdermill dist
  powdermill dist --with-java --out /srv/releases
END
}

dist() {
  local out=$root/build/dist with_java=no
  while (($# > 0)); do
    case $1 in
      -h | --help) dist_help; return ;;
      --out) (($# > 1)) || usage_error "dist: --out wants a folder"; out=$2; shift ;;
      --out=*) out=${1#*=} ;;
      --with-java) with_java=yes ;;
      *) usage_error "dist has no option $1" ;;
    esac
    shift
  done
  [[ $(uname -sm) == 'Linux x86_64' ]] || die "releases are for Linux on x86_64; this is $(uname -sm)"
  { mkdir -p "$out" && [[ -w $out ]]; } 2>/dev/null || die "cannot write into $out"
  local commit version epoch name
  read_commit
  ready
  [[ -r $lib/commit && $(<"$lib/commit") == "${commit%-changed}" ]] || build always
  ensure_packages
  fetch_nextflow
  ensure_man_pages
  fetch_parts
  version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$root/pom.xml")
  name=powdermill-$version-linux-x86_64
  [[ ! -s $root/build/engines ]] || name+=-$(<"$root/build/engines")
  [[ $with_java == no ]] || name+=-with-java
  stage=$(mktemp -d "$out/.dist.XXXXXX")
  trap 'rm -rf "$stage"' EXIT
  say "packing $name"
  fill_release "$stage/powdermill-$version"
  pack_release "$stage" "powdermill-$version" "$out/$name.tar.gz"
  printf '%s: %s, commit %s\n' "$out/$name.tar.gz" "$(du -h --apparent-size "$out/$name.tar.gz" | cut -f1)" "$commit"
}

# Sets commit and epoch, the time of the commit, which all files bear.
read_commit() {
  commit=$(head_commit)
  [[ -n $commit ]] || die "dist wants a git repository with a commit: $root is none"
  epoch=$(git -C "$root" show -s --format=%ct "$commit")
  [[ -z $(git -C "$root" status --porcelain --untracked-files=no) ]] || commit+=-changed
}

# Lists of the components and HDF5, by Maven; again only when what they depend on changed.
fetch_parts() {
  local parts=$root/build/dist/parts plugin=org.cyclonedx:cyclonedx-maven-plugin:2.9.3 key
  local hdf5=org.bytedeco:hdf5:1.10.5-1.5.2:jar:linux-x86_64 profiles=()
  local options=(-DoutputFormat=json -DschemaVersion=1.6 -DoutputDirectory="$parts.new")
  [[ ! -s $root/build/engines ]] || profiles=("-P$(<"$root/build/engines")")
  key=$(cd "$root" && cat pom.xml ./*/pom.xml launcher/dist.sh launcher/nextflow.pom.xml "$lib/sources" | sha256sum)
  [[ ! -r $parts/key || $(<"$parts/key") != "$key" ]] || return 0
  lock
  rm -rf "$parts.new"
  mkdir -p "$parts.new"
  run_maven "listing components" components.log "${profiles[@]}" -pl tools,mpi-generator,trainer -am "${options[@]}" \
    -DoutputName=own "$plugin:makeAggregateBom" &&
    run_maven "fetching HDF5" hdf5.log -f "$root/launcher/nextflow.pom.xml" "${options[@]}" -DoutputName=nextflow \
      "$plugin:makeBom" dependency:copy -Dartifact="$hdf5" ||
    die "the parts of a release could not be fetched; see $root/build/components.log and $root/build/hdf5.log"
  printf '%s' "$key" >"$parts.new/key"
  rm -rf "$parts"
  mv "$parts.new" "$parts"
  unlock
}

# fill_release FOLDER
fill_release() {
  local release=$1 folder
  mkdir -p "$release"/{lib/native,share/{man,bash-completion/completions,modulefiles/powdermill}}
  # What git tracks, so that nothing of one's own slips in.
  git -C "$root" ls-files -z powdermill launcher workflows slurm docs licenses README.md LICENSE NOTICE CHANGELOG.md \
    SECURITY.md CITATION.cff containers | tar -C "$root" --null -T - -c | tar -C "$release" -x
  (cd "$release/launcher" && rm -rf install.sh build.sh fetch.sh setup.sh test.sh dist.sh dist packages.tsv suites.tsv ./*.java ./*.xml)
  for folder in base mpi dl4j; do cp -rL "$lib/$folder" "$release/lib/$folder"; done
  cp -rL "$nextflow_lib" "$release/lib/nextflow"
  rm "$release/lib/nextflow/pinned.xml"
  fill_native "$release/lib/native"
  cp -r "$man_pages" "$release/share/man/man1"
  fill_modulefiles "$release/share/modulefiles/powdermill"
  "$root/powdermill" completion bash >"$release/share/bash-completion/completions/powdermill"
  [[ $with_java == no ]] || link_java "$release/java"
  "$java_home/bin/java" -cp "$lib/base/*" "$root/launcher/dist/ReleaseContents.java" "$release" "$root/build/dist/parts" \
    "$root/launcher/dist/components.tsv" "$version" "$commit" "$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)" ||
    die "the release could not be described"
  find "$release" -type d -exec chmod 755 {} + -o -perm /111 -exec chmod 755 {} + -o -exec chmod 644 {} +
  (cd "$release" && LC_ALL=C find . -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
  chmod 644 "$release/SHA256SUMS"
}

# Libraries that suit many distributions: Debian's own HDF5 stands on thirty more and on a new glibc.
fill_native() {
  local folder=$1 libraries=("${POWDERMILL_SPGLIB:-/usr/lib/x86_64-linux-gnu}"/libsymspg.so.?)
  unpack_from "$root/build/dist/parts"/hdf5-*.jar libhdf5.so.103 "$folder/libhdf5_serial.so.103"
  unpack_from "$lib"/dl4j/nd4j-native-*-linux-x86_64-onednn-*.jar libgomp.so.1 "$folder/libgomp.so.1"
  install -m 644 "${POWDERMILL_JNI_PATH:-$native}/libsis-jhdf5.so" "$folder/libsis-jhdf5.so"
  [[ ! -f ${POWDERMILL_SPGLIB-} ]] || libraries=("$POWDERMILL_SPGLIB")
  install -m 644 "${libraries[0]}" "$folder/libsymspg.so.1"
}

# unpack_from JAR NAME FILE: the one file of this name, whatever its folder.
unpack_from() {
  local folder
  folder=$(mktemp -d "$stage/jar.XXXXXX")
  (cd "$folder" && "$java_home/bin/jar" xf "$1")
  mv "$(find "$folder" -name "$2" -type f)" "$3"
  rm -rf "$folder"
}

# Both read the place of their own file, so that the folder can be moved.
fill_modulefiles() {
  sed "s/@VERSION@/$version/g" "$root/launcher/dist/modulefile.lua" >"$1/$version.lua"
  sed "s/@VERSION@/$version/g" "$root/launcher/dist/modulefile.tcl" >"$1/$version"
}

# The modules that the commands and Nextflow use, and those that libraries ask for by name.
link_java() {
  local modules=java.se,jdk.attach,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr
  modules+=,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth
  modules+=,jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs
  "$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress=2 \
    --output "$stage/java" || die "jlink failed: name a whole JDK (with jmods) in POWDERMILL_JAVA_HOME"
  cp -rL "$stage/java" "$1"
}

# pack_release STAGE FOLDER TARBALL: names in order, one time, no owner. Both files appear whole.
pack_release() {
  local tarball=$3
  LC_ALL=C tar -C "$1" --format=gnu --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -c "$2" |
    gzip -n >"$1/tarball"
  (cd "$1" && sha256sum tarball | sed "s|tarball|${tarball##*/}|" >sum)
  chmod 644 "$1/tarball" "$1/sum"
  mv "$1/tarball" "$tarball"
  mv "$1/sum" "$tarball.sha256"
}
