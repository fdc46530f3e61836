#!/bin/sh
# Trains in the background: run_standalone_train.sh [config_file] [pretrained_model]
# The log is train/train.log, checkpoints go to train/ckpt, both in the current folder.
set -eu
. "$(dirname -- "$0")/training.sh"

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "Usage: bash scripts/run_standalone_train.sh [config_file] [pretrained_model]" >&2
    exit 1
fi
require_file config_file "$1"
if [ $# -eq 2 ]; then
    require_file pretrained_model "$2"
fi

train_in_background "" "" "$@"
