# shellcheck shell=bash
# Man pages, made by Picocli from the commands themselves.

# man --pages: writes docs/commands, which a test holds against the help.
# man [COMMAND]: shows a page; makes all pages when they are not those of the present build.
man() {
  local page
  [[ ${1-} != --help && ${1-} != -h ]] || { echo 'Usage: powdermill man [COMMAND] | --pages'; return; }
  if [[ ${1-} == --pages ]]; then
    write_command_pages
    return
  fi
  page=$root/build/man/man1/powdermill${1:+-$1}.1
  up_to_date || build
  cmp -s "$root/build/lib/sources" "$root/build/man/sources" || make_man_pages
  [[ -r $page ]] || usage_error "there is no page for ${1-}; the pages are in $root/build/man/man1"
  type -P man >/dev/null || die "this machine has no man; the page is $page"
  exec man -l "$page"
}

write_command_pages() {
  up_to_date || build
  find_jdk java || die "found no JDK 17 to 21; set POWDERMILL_JAVA_HOME"
  java_command base
  "${command[@]}" org.powdermill.tools.manual.CommandPages "$root"
}

make_man_pages() {
  may_build
  lock
  ensure_packages
  rm -rf "$root/build/man" "$root/tools/target/man"
  run_maven "making man pages" man.log -Pman-pages -Dmaven.test.skip=true -pl tools -am package ||
    die "the man pages failed; see $root/build/man.log"
  cp "$root/build/lib/sources" "$root/build/man/sources"
  unlock
}
