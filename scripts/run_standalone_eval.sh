#!/bin/sh
# Measures a checkpoint in the background: run_standalone_eval.sh [device] [config] [load_ckpt] [dataset_dir]
# The log, with the accuracies in its last line, is eval/eval.log in the current folder.
set -eu

if [ $# -ne 4 ]; then
    echo "Usage: bash scripts/run_standalone_eval.sh [device] [config] [load_ckpt] [dataset_dir]" >&2
    exit 1
fi
case $1 in
    GPU | gpu | cuda) device=cuda ;;
    CPU | cpu) device=cpu ;;
    cuda:*) device=$1 ;;
    *)
        echo "error: device=$1 is not one of GPU, CPU" >&2
        exit 1
        ;;
esac
for file in "config=$2" "load_ckpt=$3"; do
    if [ ! -f "${file#*=}" ]; then
        echo "error: $file is not a file" >&2
        exit 1
    fi
done
if [ ! -d "$4" ]; then
    echo "error: dataset_dir=$4 is not a directory" >&2
    exit 1
fi

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
i3d=$home/i3d
if [ ! -x "$i3d" ]; then
    i3d=$home/bin/i3d
fi

mkdir -p eval
"$i3d" eval --device "$device" --config "$2" --checkpoint "$3" --dataset "$4" \
    --log-format reference >eval/eval.log 2>&1 &
echo "evaluating in the background, process $!; log: eval/eval.log"
