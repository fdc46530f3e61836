#!/bin/sh
# Trains in the background: run_standalone_train.sh [config_file] [pretrained_model]
# The log is train/train.log, checkpoints go to train/ckpt, both in the current folder.
set -eu

usage() {
    echo "Usage: bash scripts/run_standalone_train.sh [config_file] [pretrained_model]" >&2
    exit 1
}

require_file() { # what, file
    if [ ! -f "$2" ]; then
        echo "error: $1=$2 is not a file" >&2
        exit 1
    fi
}

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    usage
fi
require_file config_file "$1"
if [ $# -eq 2 ]; then
    require_file pretrained_model "$2"
fi

home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
i3d=$home/i3d
if [ ! -x "$i3d" ]; then
    i3d=$home/bin/i3d
fi

for checkpoint in train/ckpt/*.safetensors; do
    if [ -e "$checkpoint" ]; then
        echo "error: train/ckpt holds checkpoints of an earlier run; move the folder train away, or go on with" >&2
        echo "  $i3d train --config $1 --set train.ckpt_path=train/ckpt --resume" >&2
        exit 1
    fi
done

mkdir -p train/ckpt
config=$1
shift
# What is left is the weights, if they were given.
"$i3d" train --config "$config" --set train.ckpt_path=train/ckpt ${1:+--pretrained "$1"} \
    --log-format reference >train/train.log 2>&1 &
echo "training in the background, process $!; log: train/train.log, checkpoints: train/ckpt"
echo "kill $! saves and ends it"
