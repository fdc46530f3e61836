#!/bin/sh
# Clips per second of training in 1 process of one thread, in 2 that train together, by each way for gradients to go, and
# in 2 that know nothing of each other (what the machine has to give), in alternation. Prints a line for each and the
# ratios of the medians.
# bench/scaling.sh [runs] [precision] [folder]; needs python3 for the medians. In a folder that is given, what was measured
# stays, and later calls add to it.
set -eu

runs=${1:-3}
precision=${2:-fp32}
home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kept=${3:-$work}
mkdir -p "$kept"
lines=$kept/$precision

cat >"$work/scaling.yaml" <<YAML
model: {num_classes: 8}
learning_rate: {lr: 0.001}
train: {epochs: 1, val_epochs: 0, save_checkpoint_epochs: 0, precision: $precision}
data_loader:
  train:
    dataset: {split: train, seq: 16, batch_size: 4, num_parallel_workers: 1}
    map:
      operations:
        - {type: VideoRandomCrop, size: [112, 112]}
        - {type: VideoToTensor}
YAML
"$home/i3d" dataset motion "$work/data" --size 128x128 --train 16 --val 1 >/dev/null

train() { # processes, name, more options
    processes=$1
    name=$2
    shift 2
    OMP_NUM_THREADS=1 "$home/i3d" launch --nproc "$processes" train --config "$work/scaling.yaml" \
        --dataset "$work/data" --set train.ckpt_path="$work/$name" "$@" >/dev/null 2>&1
}

tell() { # label, names of runs whose clips add up
    label=$1
    shift
    python3 - "$label" "$@" <<'PY' | tee -a "$lines"
import csv, statistics, sys
def median(name, key):
    rows = [r for r in csv.DictReader(open(name + "/metrics.csv")) if r["clips_per_second"]][3:]
    return statistics.median(float(r[key]) for r in rows)
print("%s: %.3f clips/s, waiting for data %.1f %%, for gradients %.1f %%" % (
    sys.argv[1], sum(median(n, "clips_per_second") for n in sys.argv[2:]),
    100 * median(sys.argv[2], "data_wait_share"), 100 * median(sys.argv[2], "gradient_wait_share")))
PY
    for name in "$@"; do
        rm -r "${name:?}"
    done
}

for run in $(seq "$runs"); do
    train 1 one
    tell "1 process" "$work/one"
    train 2 auto
    tell "2, shared memory" "$work/auto"
    train 2 reducer --set distributed.gradient_exchange=reducer
    tell "2, reducer" "$work/reducer"
    train 2 fp16 --set distributed.gradient_compression=fp16
    tell "2, reducer and float16" "$work/fp16"
    train 1 left &
    train 1 right
    wait
    tell "2 apart" "$work/left" "$work/right"
done
python3 - "$lines" <<'PY'
import statistics, sys
found = {}
for line in open(sys.argv[1]):
    label, rest = line.split(": ", 1)
    found.setdefault(label, []).append(float(rest.split()[0]))
for label, clips in found.items():
    print("%s: median of %d: %.2f clips/s, %.2f times" % (
        label, len(clips), statistics.median(clips), statistics.median(clips) / statistics.median(found["1 process"])))
PY
