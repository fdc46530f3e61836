#!/bin/sh
# Clips per second of training in 1 process of one thread, in 2 that train together, and in 2 that know nothing of each
# other (what the machine has to give), in alternation. Prints a line per run and the ratios of the medians.
# bench/scaling.sh [runs] [precision] [gradient compression]; needs python3 for the medians.
set -eu

runs=${1:-3}
precision=${2:-fp32}
compression=${3:-none}
home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/scaling.yaml" <<YAML
model: {num_classes: 8}
learning_rate: {lr: 0.001}
train: {epochs: 1, val_epochs: 0, save_checkpoint_epochs: 0, precision: $precision}
distributed: {gradient_compression: $compression}
data_loader:
  train:
    dataset: {split: train, seq: 16, batch_size: 4, num_parallel_workers: 1}
    map:
      operations:
        - {type: VideoRandomCrop, size: [112, 112]}
        - {type: VideoToTensor}
YAML
"$home/i3d" dataset motion "$work/data" --size 128x128 --train 24 --val 1 >/dev/null

train() { # processes, name
    OMP_NUM_THREADS=1 "$home/i3d" launch --nproc "$1" train --config "$work/scaling.yaml" --dataset "$work/data" \
        --set train.ckpt_path="$work/$2" >/dev/null 2>&1
}

tell() { # label, names of runs whose clips add up
    label=$1
    shift
    python3 - "$label" "$@" <<'PY' | tee -a "$work/lines"
import csv, statistics, sys
def median(name, key):
    rows = [r for r in csv.DictReader(open(name + "/metrics.csv")) if r["clips_per_second"]][3:]
    return statistics.median(float(r[key]) for r in rows)
print("%s: %.3f clips/s, waiting for data %.1f %%, for gradients %.1f %%" % (
    sys.argv[1], sum(median(n, "clips_per_second") for n in sys.argv[2:]),
    100 * median(sys.argv[2], "data_wait_share"), 100 * median(sys.argv[2], "gradient_wait_share")))
PY
}

for run in $(seq "$runs"); do
    train 1 "one-$run"
    tell "one process" "$work/one-$run"
    train 2 "two-$run"
    tell "two processes" "$work/two-$run"
    train 1 "left-$run" &
    train 1 "right-$run"
    wait
    tell "two apart" "$work/left-$run" "$work/right-$run"
done
python3 - "$work/lines" <<'PY'
import statistics, sys
def median(label):
    return statistics.median(float(l.split(": ")[1].split()[0]) for l in open(sys.argv[1]) if l.startswith(label + ":"))
print("two processes / one: %.2f; two apart / one: %.2f" % (
    median("two processes") / median("one process"), median("two apart") / median("one process")))
PY
