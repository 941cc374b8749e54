#!/bin/sh
# A screen on all cores of one machine. Usage: parallel.sh CRYSTALS SHARDS [options of screen …]
#   docs/screening/parallel.sh crystals/ 8 --max-index 2 --max-atoms 300
# Run it again after a crash or a --budget: what is done is skipped.
# JOBS: how many run at once (default: as many as cores). OUT: the folder of results (default: results).
# EPISTACK: the command (default: epistack; in a checkout EPISTACK="npm run -s cli --").
set -eu
crystals=$1
shards=$2
shift 2
out=${OUT:-results}
mkdir -p "$out"
export EPISTACK="${EPISTACK:-epistack}" CRYSTALS="$crystals" SHARDS="$shards" OUT="$out"

# {} is the number of the shard. Options reach each shard as they were given here.
job='i=$1; shift; exec $EPISTACK screen "$CRYSTALS" --shard "$i/$SHARDS" --out "$OUT/shard-$i.jsonl" "$@"'
if command -v parallel >/dev/null 2>&1; then
  # GNU parallel; with --sshloginfile it reaches other machines too.
  seq "$shards" | parallel --will-cite --quote --halt soon,fail=1 ${JOBS:+--jobs "$JOBS"} \
    sh -c "$job" shard {} "$@"
else
  # Not installed: xargs does the same on one machine.
  seq "$shards" | xargs -P "${JOBS:-$(nproc)}" -I '{}' sh -c "$job" shard '{}' "$@"
fi

$EPISTACK screen --rank "$out"/shard-*.jsonl --csv "$out/table.csv" --recipes "$out/recipes"
