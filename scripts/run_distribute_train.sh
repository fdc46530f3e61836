#!/bin/sh
# Trains with several processes of this machine, in the background, one for each device:
#   run_distribute_train.sh [DEVICE_NUM] [VISIBLE_DEVICES(0,1,2,3,4,5,6,7)] [config_file] [pretrained_model]
# The log is train/train.log, checkpoints go to train/ckpt, both in the current folder.
set -eu
. "$(dirname -- "$0")/training.sh"

if [ $# -lt 3 ] || [ $# -gt 4 ]; then
    echo "Usage: bash scripts/run_distribute_train.sh [DEVICE_NUM] [VISIBLE_DEVICES(0,1,2,3,4,5,6,7)]" \
        "[config_file] [pretrained_model]" >&2
    exit 1
fi
case $1 in
    '' | 0* | *[!0-9]*)
        echo "error: DEVICE_NUM=$1 is not a number of devices" >&2
        exit 1
        ;;
esac
case $2 in
    '' | ,* | *, | *,,* | *[!0-9A-Za-z,-]*)
        echo "error: VISIBLE_DEVICES=$2 is not a list of devices as 0,1,2" >&2
        exit 1
        ;;
esac
commas=$(printf %s "$2" | tr -cd ,)
if [ $((${#commas} + 1)) -lt "$1" ]; then
    echo "error: VISIBLE_DEVICES=$2 names fewer than DEVICE_NUM=$1 devices" >&2
    exit 1
fi
require_file config_file "$3"
if [ $# -eq 4 ]; then
    require_file pretrained_model "$4"
fi

device="--device cpu"
if has_gpu; then
    device="--device cuda"
fi
processes=$1
CUDA_VISIBLE_DEVICES=$2
export CUDA_VISIBLE_DEVICES
shift 2
train_in_background "launch --nproc $processes" "$device" "$@"
