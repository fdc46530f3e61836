# What the scripts that train in the background have in common; they read this file, it is not run by itself.

require_file() { # what, file
    if [ ! -f "$2" ]; then
        echo "error: $1=$2 is not a file" >&2
        exit 1
    fi
}

# The folder that holds scripts/ and the command, $i3d: of a source tree, or of an unpacked archive.
home=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
i3d=$home/i3d
lib=$home/cli/target/i3d4j/lib
if [ ! -x "$i3d" ]; then
    i3d=$home/bin/i3d
    lib=$home/lib
fi

# Whether i3d was built with -Pgpu and there is a driver with a device to run it on.
has_gpu() {
    set -- "$lib"/pytorch-*-gpu.jar
    [ -e "$1" ] && nvidia-smi -L 2>/dev/null | grep -q ^GPU
}

# Words of i3d's before and after "train --config FILE" are split at spaces.
train_in_background() { # words before, words after, config_file, [pretrained_model]
    before=$1
    after=$2
    config=$3
    shift 3
    for checkpoint in train/ckpt/*.safetensors; do
        if [ -e "$checkpoint" ]; then
            echo "error: train/ckpt holds checkpoints of an earlier run; move the folder train away, or go on with" >&2
            echo "  $i3d ${before:+$before }train --config $config ${after:+$after }--set train.ckpt_path=train/ckpt --resume" >&2
            exit 1
        fi
    done

    mkdir -p train/ckpt
    # What is left is the weights, if they were given.
    # shellcheck disable=SC2086
    "$i3d" $before train --config "$config" $after --set train.ckpt_path=train/ckpt ${1:+--pretrained "$1"} \
        --log-format reference >train/train.log 2>&1 &
    echo "training in the background, process $!; log: train/train.log, checkpoints: train/ckpt"
    echo "kill $! saves and ends it"
}
