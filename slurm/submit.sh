#!/usr/bin/env bash
# Submits the workflow: a head job that runs Nextflow, which submits the rest.
set -euo pipefail

help() {
  cat <<'TEXT'
Usage: slurm/submit.sh [--site FILE] [--profiles LIST] [--head_NAME VALUE]... [PARAMETER]...

Submits a head job that runs the workflow with -profile slurm, from the present folder, which all nodes must
see. Its number is printed. It puts itself into the queue again before its time limit and goes on.

  --site FILE            what the cluster is like (slurm/site.config.example); default: slurm/site.config, if any
  --profiles LIST        further profiles, as slurm,test; default slurm
  --head_partition NAME  of the head job; also --head_time, --head_memory, --head_account
  PARAMETER              --NAME VALUE of the workflow: these win over the file

Examples:
  slurm/submit.sh --network resnet-50 --epochs 1000
  slurm/submit.sh --site ~/site.config --nodes 4 --ranks 64 --time 12h
TEXT
}

die() {
  printf 'submit.sh: %s\n' "$*" >&2
  exit 2
}

# Sets name and value of a line "name = value"; fails on one that holds none.
read_setting() {
  local line=${1%$'\r'}
  [[ $line =~ ^[[:space:]]*([a-z_]+)[[:space:]]*=[[:space:]]*(.*[^[:space:]])[[:space:]]*$ ]] || return 1
  name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
}

read_site() {
  local line number=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    [[ ! $line =~ ^[[:space:]]*(#.*)?$ ]] || continue
    read_setting "$line" || die "$site, line $number is no 'name = value': $line"
    take "$name" "$value"
  done <"$site"
}

# take NAME VALUE: for the head job, or for the workflow.
take() {
  case $1 in
    head_partition | head_time | head_account) head[${1#head_}]=$2 ;;
    head_memory) head[mem]=$2 ;;
    head_*) die "there is no setting $1" ;;
    *) parameters[$1]=$2 ;;
  esac
}

here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
site=$here/site.config profiles=slurm
declare -A head=([mem]=3G) parameters=()
words=() options=()
[[ -r $site ]] || site=
while (($# > 0)); do
  case $1 in
    -h | --help)
      help
      exit
      ;;
    --site | --profiles | --head_*)
      (($# > 1)) || die "$1 wants a value"
      case $1 in
        --site) site=$2 ;;
        --profiles) profiles=$2 ;;
        *) words+=("${1#--}" "$2") ;;
      esac
      shift
      ;;
    *) options+=("$1") ;;
  esac
  shift
done
if [[ -n $site ]]; then
  [[ -r $site ]] || die "cannot read $site"
  read_site
fi
for ((i = 0; i < ${#words[@]}; i += 2)); do take "${words[i]}" "${words[i + 1]}"; done

[[ -z ${parameters[account]-} || -n ${head[account]-} ]] || head[account]=${parameters[account]}
batch=()
for name in "${!head[@]}"; do batch+=("--$name=${head[$name]}"); done
site_options=()
for name in "${!parameters[@]}"; do
  # A parameter of the command line wins.
  given=no
  for option in "${options[@]}"; do [[ $option != "--$name" && $option != "--$name="* ]] || given=yes; done
  [[ $given == yes ]] || site_options+=("--$name" "${parameters[$name]}")
done
export POWDERMILL_LAUNCHER=${POWDERMILL_LAUNCHER:-$here/../powdermill} POWDERMILL_PROFILES=$profiles
[[ -z ${SLURM_JOB_ID-} ]] && "$POWDERMILL_LAUNCHER" workflow -v >/dev/null # fetches Nextflow here, as jobs cannot
exec sbatch --parsable "${batch[@]}" "$here/workflow.sbatch" "${site_options[@]}" "${options[@]}"
