# shellcheck shell=bash
# man [COMMAND]: shows a page; makes all pages when they are not those of the present build.
# man --pages: writes docs/commands, which a test holds against the help.

man() {
  local page
  [[ ${1-} != --help && ${1-} != -h ]] || { echo 'Usage: powdermill man [COMMAND] | --pages'; return; }
  ready
  if [[ ${1-} == --pages ]]; then
    write_command_pages
    return
  fi
  ensure_man_pages
  page=$man_pages/powdermill${1:+-$1}.1
  [[ -r $page ]] || usage_error "there is no page for ${1-}; the pages are in $man_pages"
  type -P man >/dev/null || die "this machine has no man; the page is $page"
  exec man -l "$page"
}
