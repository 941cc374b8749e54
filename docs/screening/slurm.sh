#!/bin/bash
#SBATCH --job-name=epistack-screen
#SBATCH --array=1-100
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=screen-%A_%a.log
# One shard for each task of the array. Submit the same script again to go on after a time limit:
#   sbatch --array=1-100 docs/screening/slurm.sh crystals/ --max-index 2 --max-atoms 300
# then merge, on the login node:
#   epistack screen --rank results/shard-*.jsonl --csv table.csv --recipes recipes
# EPISTACK: the command (default: epistack). OUT: the folder of results (default: results).
# To submit only some shards again, say of how many: SHARDS=100 sbatch --array=7,12 …
set -eu
crystals=$1
shift
out=${OUT:-results}
mkdir -p "$out"
# A few minutes less than --time, so that a shard stops by itself and says what is left.
exec ${EPISTACK:-epistack} screen "$crystals" \
  --shard "$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_MAX}" \
  --out "$out/shard-$SLURM_ARRAY_TASK_ID.jsonl" \
  --budget "${BUDGET:-14000}" "$@"
