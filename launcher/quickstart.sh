# shellcheck shell=bash
# ./powdermill quickstart: the whole workflow in miniature on this machine, on one screen.
#
#   DIR/nextflow   where Nextflow runs: its log and reports, work/, and the plan of the first call

quickstart_help() {
  cat <<'END_OF_HELP'
Usage: powdermill quickstart [--minutes M] [--network NAME] [--classes N] [--out DIR]

The main job in miniature, on this machine: two generator ranks make diffractograms of random crystals from the
built-in statistics, a small network learns from them as they come, real crystals test it. Ends with a report.

  --minutes M     time for the training, about; default 5
  --network NAME  default parkcnn-small; "powdermill networks" lists them
  --classes N     the N most frequent space groups, 2 to 93; default 24
  --out DIR       results; default ./powdermill-quickstart

Interrupted (status 75), the same call goes on where it was.

Examples:
  powdermill quickstart
  powdermill quickstart --minutes 60 --network resnet-10-slim --classes 93 --out bigger
END_OF_HELP
}

quickstart() {
  read_quickstart_options "$@"
  ready
  # shellcheck source=launcher/nextflow.sh
  . "$root/launcher/nextflow.sh"
  ensure_nextflow
  need_java
  mkdir -p "$out/nextflow" 2>/dev/null || die "cannot make the folder $out"
  out=$(readlink -f -- "$out")
  plan_quickstart
  printf 'Powdermill: %s learns %s space groups in about %s min on this machine. Ctrl-C stops; the same call goes on.\n' \
    "$network" "$classes" "$minutes"
  printf '  results in %s\n' "$out"
  run_quickstart
  end_quickstart
}

read_quickstart_options() {
  minutes=5 network=parkcnn-small classes=24 out=powdermill-quickstart
  while (($# > 0)); do
    case $1 in
      -h | --help)
        quickstart_help
        exit
        ;;
      --minutes | --network | --classes | --out)
        (($# > 1)) || usage_error "quickstart: $1 wants a value"
        printf -v "${1#--}" '%s' "$2"
        shift 2
        ;;
      --minutes=* | --network=* | --classes=* | --out=*)
        local name=${1%%=*}
        printf -v "${name#--}" '%s' "${1#*=}"
        shift
        ;;
      *) usage_error "quickstart has no option $1; see powdermill quickstart --help" ;;
    esac
  done
  [[ $minutes =~ ^[1-9][0-9]{0,4}$ ]] || usage_error "quickstart: --minutes $minutes: want a whole number from 1"
  [[ $classes =~ ^[1-9][0-9]{0,2}$ ]] && ((classes >= 2 && classes <= 93)) ||
    usage_error "quickstart: --classes $classes: want a whole number from 2 to 93"
  [[ $network =~ ^[a-z0-9-]+$ ]] || usage_error "quickstart: --network $network: see powdermill networks"
  [[ -n $out ]] || usage_error "quickstart: --out wants a folder"
}

# Sets epochs, so that they take the time wanted; at the first call, from then on as planned.
plan_quickstart() {
  local file=$out/nextflow/plan wanted="$network $classes $minutes" planned='' milliseconds
  cores=$(nproc)
  if [[ -r $file ]]; then
    { read -r planned && read -r epochs; } <"$file" || true
    [[ $planned == "$wanted" && $epochs =~ ^[0-9]+$ ]] ||
      die "$out holds a quickstart with other options ($planned): name another --out"
    return
  fi
  milliseconds=$("$root/powdermill" benchmark train --network "$network" --batch 32 --classes "$classes" \
    --threads "$cores" --seconds 4 --alone --device cpu --json --log-level error |
    sed -n 's/.*"milliseconds_per_step":\([0-9]*\).*/\1/p')
  is_step_time "$milliseconds" || die "could not time a training step of $network; see powdermill benchmark train"
  # A quarter on top for evaluations and the generator's share.
  epochs=$((minutes * 60000 / (milliseconds * 50 * 5 / 4 + 1)))
  ((epochs >= 3)) || epochs=3
  printf '%s\n%s\n' "$wanted" "$epochs" >"$file.new"
  mv "$file.new" "$file"
}

is_step_time() { [[ $1 =~ ^[1-9][0-9]{0,6}$ ]]; }

run_quickstart() {
  local log=$out/nextflow/log status=0 last_phase=0 next_line=0
  (
    cd "$out/nextflow"
    run_nextflow run "$root/workflows/main.nf" -ansi-log false -resume --run_dir "$out" --classes "$classes" \
      --network "$network" --epochs "$epochs" --batches_per_epoch 50 --batch_size 32 --device cpu \
      --halve_every $(((epochs + 2) / 3)) --evaluate_every $(((epochs + 7) / 8)) --validation_size 300 \
      --groups uniform --ranks 2 --shard_size 250 --lead 16 --trainer_threads "$cores"
  ) >"$log" 2>&1 &
  local flow=$!
  trap 'kill -TERM "$flow" 2>/dev/null || true' TERM INT HUP
  SECONDS=0
  while kill -0 "$flow" 2>/dev/null; do
    sleep 1 &
    wait $! || true
    show_quickstart
  done
  wait "$flow" || status=$?
  [[ ! -t 1 ]] || printf '\r\033[K'
  if ((status == 75)); then
    say "interrupted; the same call goes on"
    exit 75
  elif ((status != 0)); then
    grep -E 'ERROR|powdermill|Caused by|terminated with' "$log" | head -n 8 >&2 || true
    die "the workflow failed (status $status); see $log"
  fi
}

# On a terminal a line that changes; elsewhere a line for each phase, and each half minute.
show_quickstart() {
  local line step phase=1
  if [[ -e $out/evaluation/metrics.json ]]; then
    phase=4 line='report'
  elif [[ -e $out/training/trained-epochs ]]; then
    phase=3 line='evaluation on real crystals'
  elif step=$(tail -n 50 "$out/training/metrics.jsonl" 2>/dev/null | grep '"event":"step"' | tail -n 1) && [[ -n $step ]]; then
    phase=2 line="training: step $(field step "$step") of $((epochs * 50)), $(field diffractograms "$step") diffractograms"
    line+=", loss $(field loss "$step" | cut -c1-5), $(percent "$(field top1 "$step")") right"
  else
    line='test set, generator ranks, trainer: starting'
  fi
  if [[ -t 1 ]]; then
    printf '\r\033[K  %s  %s' "$(minutes_and_seconds)" "$line"
  elif ((phase != last_phase || SECONDS >= next_line)); then
    printf '  %s  %s\n' "$(minutes_and_seconds)" "$line"
    next_line=$((SECONDS + 30))
  fi
  last_phase=$phase
}

minutes_and_seconds() { printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

# field NAME TEXT: the first number of that name in JSON.
field() { grep -oP "\"$1\"\s*:\s*\K[-0-9.E]+" <<<"$2" | head -n 1 || true; }

percent() { LC_ALL=C awk -v share="$1" 'BEGIN { printf "%.0f %%", 100 * share }'; }

end_quickstart() {
  local metrics
  metrics=$(tr '\n' ' ' <"$out/evaluation/metrics.json")
  printf '  %s  done\n\n' "$(minutes_and_seconds)"
  printf '%s real crystals that were in no statistics: the space group of %s right (95 %% interval %s to %s), of %s.\n' \
    "$(field n "$metrics")" "$(percent "$(field top1 "$metrics")")" "$(percent "$(field top1_low "$metrics")")" \
    "$(percent "$(field top1_high "$metrics")")" "$classes"
  printf 'Among the first five: %s. Always saying the most frequent one: %s.\n\n' \
    "$(percent "$(field top5 "$metrics")")" "$(percent "$(field majority "$metrics")")"
  printf 'Report: %s\n\nNext:\n' "$out/report.html"
  printf '  %s predict --model %s %s\n' "$root/powdermill" "$out/training/model-last.h5" "$root/docs/examples/rutile.cif"
  printf '  %s quickstart --minutes 60 --network resnet-10-slim --classes 93 --out bigger\n' "$root/powdermill"
  printf '  %s workflow --help\n' "$root/powdermill"
}
