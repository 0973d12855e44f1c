# shellcheck shell=bash
# ./powdermill test: Maven's "verify" on all modules, then a summary of what ran, failed and was skipped.

test_help() {
  cat <<'END'
Usage: powdermill test [--full] [--soak] [MODULE | TEST]...

Runs the tests that this machine can run and counts what it skips, with the reason.

  --full   install the test packages too (no service is started); a skipped test is then a failure,
           except where ../shared is absent, or the machine does not allow containers
  --soak   also the tests that run for long
  MODULE   only the tests of this module: core, mpi-generator, trainer, tools, tests
  TEST     only the test classes of this name; * stands for any characters

Examples:
  powdermill test
  powdermill test tests 'Lattice*'
END
}

run_tests() {
  local full=no arguments=() modules=() patterns=() argument status=0 start=$SECONDS
  for argument; do
    case $argument in
      -h | --help) test_help; return ;;
      --full) full=yes ;;
      --soak) arguments+=(-Dtags.left.out=) ;;
      -*) usage_error "test has no option $argument" ;;
      *) if [[ -f $root/$argument/pom.xml ]]; then modules+=("$argument"); else patterns+=("$argument"); fi ;;
    esac
  done
  build_for_tests "$full"
  select_tests
  rm -rf "$root"/*/target/test-report
  run_maven testing test.log -Dmaven.test.failure.ignore=true "${arguments[@]}" verify || status=$?
  ((${#modules[@]} + ${#patterns[@]} == 0)) || full=no # a selection is no full run
  "$java_home/bin/java" "$root/launcher/TestReport.java" "$root" "$full" "$status" $((SECONDS - start))
}

build_for_tests() {
  ready
  [[ -z ${SLURM_JOB_ID-} ]] || die "the tests run Maven; run them outside of a SLURM job"
  ensure_packages
  [[ $1 != yes ]] || install_test_packages
}

# Adds to arguments what limits Maven to modules and patterns. A module needs the ones below it built,
# so its tests are chosen by their packages.
select_tests() {
  local module package
  ((${#modules[@]} + ${#patterns[@]} > 0)) || return 0
  for module in "${modules[@]}"; do
    for package in "$root/$module"/src/test/java/org/powdermill/*; do
      patterns+=("org/powdermill/${package##*/}/**")
    done
  done
  ((${#modules[@]} == 0)) || arguments+=(-am -pl "$(IFS=, && printf '%s' "${modules[*]}")")
  arguments+=("-Dtest=$(IFS=, && printf '%s' "${patterns[*]}")" -Dsurefire.failIfNoSpecifiedTests=false)
}
