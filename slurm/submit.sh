#!/usr/bin/env bash
# Submits the workflow: a head job that runs Nextflow, which submits the rest.
set -euo pipefail

help() {
  cat <<'TEXT'
Usage: slurm/submit.sh [--site FILE] [--profiles LIST] [--head_NAME VALUE]... [PARAMETER]...

Submits a head job that runs the workflow with -profile slurm, from the present folder, which all nodes must
see. Its number is printed. It puts itself into the queue again before its time limit and goes on. What is wrong
with site file, parameters or partitions is told before.

  --site FILE            what the cluster is like (slurm/site.config.example); default: slurm/site.config, if any
  --profiles LIST        further profiles, as slurm,test; default slurm
  --head_partition NAME  of the head job; also --head_time, --head_memory, --head_account
  PARAMETER              --NAME VALUE of the workflow: these win over the file

Examples:
  slurm/submit.sh --network resnet-50 --epochs 1000
  slurm/submit.sh --site ~/site.config --nodes 4 --ranks 64 --time 12h
TEXT
}

say() { printf 'submit.sh: %s\n' "$*" >&2; }

die() {
  say "$*"
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

require_slurm() {
  local program
  for program in sbatch scontrol; do
    type -P "$program" >/dev/null || die "found no $program: call this where SLURM is, on a login node; see docs/cluster.md"
  done
}

# What the workflow will be given, as JSON; fails where words are no parameters (an option of Nextflow's own, say).
parameters_as_json() {
  local words=("${site_options[@]}" "${options[@]}") text='"scheduler": "slurm"' i name value
  for ((i = 0; i < ${#words[@]}; i++)); do
    [[ ${words[i]} =~ ^--([A-Za-z0-9_-]+)(=(.*))?$ ]] || return 1
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[3]}
    if [[ -z ${BASH_REMATCH[2]} ]]; then
      value=true
      if ((i + 1 < ${#words[@]})) && [[ ${words[i + 1]} != --* ]]; then value=${words[++i]}; fi
    fi
    if [[ ! $value =~ ^(true|false|-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?)$ ]]; then
      value=${value//\\/\\\\}
      value=\"${value//\"/\\\"}\"
    fi
    text+=", \"$name\": $value"
  done
  printf '{%s}' "$text"
}

check_parameters() {
  local word json
  for word in "${options[@]}"; do
    [[ $word != -* ]] || break
    die "'$word' is no option: want --NAME VALUE; submit.sh --help"
  done
  json=$(parameters_as_json) || return 0
  # "powdermill workflow: ..." is what it says of wrong ones.
  "$POWDERMILL_LAUNCHER" workflow-parameters --check "$json" || exit
}

# parameter NAME: its value, from the command line before the site file.
parameter() {
  local i value=${parameters[$1]-}
  for ((i = 0; i < ${#options[@]}; i++)); do
    case ${options[i]} in
      "--$1") value=${options[i + 1]-} ;;
      "--$1="*) value=${options[i]#*=} ;;
    esac
  done
  printf '%s' "$value"
}

check_partitions() {
  local name partition partitions=()
  for name in partition gpu_partition head_partition; do
    if [[ $name == head_partition ]]; then partition=${head[partition]-}; else partition=$(parameter "$name"); fi
    IFS=, read -ra partitions <<<"$partition"
    for partition in "${partitions[@]}"; do
      scontrol show partition "$partition" >/dev/null 2>&1 ||
        die "--$name $partition: there is no such partition; there are: $(scontrol --oneliner show partition |
          sed -n 's/^PartitionName=\([^ ]*\).*/\1/p' | tr '\n' ' ')"
    done
  done
}

# A guess, so nobody is stopped: a disk of this machine, where others compute.
warn_of_own_disk() {
  local kind
  kind=$(stat --file-system --format=%T .)
  case $kind in
    ext* | xfs | btrfs | zfs | tmpfs | ramfs | overlayfs)
      if sinfo --noheader --Node --Format=NodeHost 2>/dev/null | grep -qvE "^($(hostname -s)|$(hostname))[[:space:]]*$"; then
        say "warning: $PWD lies on a disk of this machine ($kind): all nodes must see it"
      fi
      ;;
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
require_slurm
export POWDERMILL_LAUNCHER=${POWDERMILL_LAUNCHER:-$here/../powdermill} POWDERMILL_PROFILES=$profiles
[[ -x $POWDERMILL_LAUNCHER ]] || die "found no launcher ($POWDERMILL_LAUNCHER): set POWDERMILL_LAUNCHER"
check_partitions
check_parameters
warn_of_own_disk
[[ -n ${SLURM_JOB_ID-} ]] || "$POWDERMILL_LAUNCHER" workflow -v >/dev/null # fetches Nextflow here, as jobs cannot
job=$(sbatch --parsable "${batch[@]}" "$here/workflow.sbatch" "${site_options[@]}" "${options[@]}") || exit
say "head job ${job%%;*}; it writes into powdermill-workflow-${job%%;*}.log"
printf '%s\n' "${job%%;*}"
