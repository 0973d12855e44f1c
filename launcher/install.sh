# shellcheck shell=bash
# Installs packages by apt, or names the one command that does.

declare -A title=([jdk]="a JDK 17 to 21" [maven]="Maven" [mpj]="MPJ Express" [jhdf5]="JHDF5" [spglib]="spglib"
  [test]="test packages")

# Installs what the product needs and this machine lacks.
ensure_packages() {
  check_overrides
  find_missing
  ((${#missing[@]} == 0)) && return
  install_keys "${missing[@]}"
  find_missing
  ((${#missing[@]} == 0)) || die "still missing after the installation: $(titles "${missing[@]}"); see $root/build/setup.log"
}

# Fails with one line when something is missing and this user cannot install it. Changes nothing.
check_packages() {
  check_overrides
  find_missing
  ((${#missing[@]} == 0)) || can_install || die "$(advice "${missing[@]}")"
}

can_install() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

install_keys() {
  can_install || die "$(advice "$@")"
  packages_for "$@"
  ((${#unpackaged[@]} == 0)) || die "$(advice "$@")"
  say "installing by apt: ${packages[*]}$remark"
  apt_install "${packages[@]}"
}

# Sets packages, unpackaged (keys that no package serves), release and remark.
packages_for() {
  local key line columns=() names=(release state jdk maven mpj jhdf5 spglib test)
  local -A package=()
  packages=() unpackaged=() remark=
  # shellcheck disable=SC1091 # a file of the system
  release=$(. "$sysroot/etc/os-release" 2>/dev/null && printf '%s-%s' "${ID-unknown}" "${VERSION_ID-}") || release=unknown
  line=$(grep -P "^\Q$release\E\t" "$root/launcher/packages.tsv") || line=
  IFS=$'\t' read -ra columns <<<"$line"
  for key in "${!columns[@]}"; do package[${names[key]}]=${columns[key]}; done
  [[ ${package[state]-} != untested ]] || remark=" (package names for $release are untested)"
  for key; do
    if [[ -z ${package[$key]-} || ${package[$key]} == - ]]; then
      unpackaged+=("$key")
    else
      IFS=, read -ra columns <<<"${package[$key]}"
      packages+=("${columns[@]}")
    fi
  done
}

# One line: what is missing and the command to run.
advice() {
  packages_for "$@"
  if ((${#unpackaged[@]} > 0)); then
    printf 'missing: %s; no package of %s is known for %s: see %s/docs/installation.md' \
      "$(titles "$@")" "$(titles "${unpackaged[@]}")" "$release" "$root"
  else
    printf 'missing: %s; run: sudo apt-get install -y %s%s' "$(titles "$@")" "${packages[*]}" "$remark"
  fi
}

titles() {
  local key text=
  for key; do text+="${text:+, }${title[$key]}"; done
  printf '%s' "$text"
}

# The first try fails on a fresh machine, whose package lists are empty or old.
apt_install() {
  local log=$root/build/setup.log
  mkdir -p "$root/build"
  apt_get install "$@" >"$log" 2>&1 && return
  apt_get update >>"$log" 2>&1 || true
  apt_get install "$@" >>"$log" 2>&1 && return
  grep -E '^(E|W):' "$log" | tail -n 5 >&2
  die "apt-get could not install: $*; see $log"
}

apt_get() {
  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@" </dev/null 9>&-
}

# Test packages may bring services; none is to start on the user's machine.
install_test_packages() {
  packages_for test
  ((${#unpackaged[@]} == 0)) || die "$(advice test)"
  dpkg -s "${packages[@]}" >/dev/null 2>&1 && return
  can_install || die "$(advice test)"
  say "installing test packages by apt, services masked: ${packages[*]}$remark"
  without_services apt_install "${packages[@]}"
}

# Debian's way: packages start a service only when policy-rc.d does not forbid it.
without_services() (
  local policy=/usr/sbin/policy-rc.d as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  if [[ ! -e $policy ]]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
  fi
  "$@"
)
