#!/usr/bin/env python3
"""A folder of videos by `i3d predict`, by its parts, and by a script with PyTorch and OpenCV, side by side.

    bench/side-by-side/predict.py --checkpoint CKPT [--precision bf16] [--window 64] [--stride 16] VIDEO...

CKPT is a network that takes clips of 224x224; the script has random weights, of which its time doesn't depend. Each side takes all
videos in a process of its own, whole processes are timed, and the sides take turns, round by round. The network alone is `i3d bench
forward` in the same rounds; the last column is what a whole process takes of each window beside it. Python needs torch and
opencv-python-headless (--python names one); without --python the script is left out.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
I3D = HERE.parent.parent / "cli/target/i3d4j/bin/i3d"


def run(command):
    """Standard output, and seconds."""
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr[-2000:]}")
    return done.stdout, time.monotonic() - began


def predicted(asked):
    told, seconds = run([I3D, "predict", "-q", "--json", "--checkpoint", asked.checkpoint, "--precision", asked.precision, "--window",
                         str(asked.window), "--stride", str(asked.stride), *asked.videos])
    return sum(len(json.loads(line)["windows"]) for line in told.splitlines()), seconds


def scripted(asked):
    told, seconds = run([asked.python, HERE / "peers" / "predict_pytorch.py", asked.precision, str(asked.window), str(asked.stride),
                         *asked.videos])
    return json.loads(told.splitlines()[-1])["windows"], seconds


def network(asked):
    told, _ = run([I3D, "bench", "forward", "-q", "--json", "--no-peak", "--precision", asked.precision, "--shape",
                   f"1,3,{asked.window},224,224", "--runs", "8"])
    return 1, json.loads(told)["median_seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", nargs="+", metavar="VIDEO")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--precision", default="bf16", choices=("fp32", "bf16"))
    parser.add_argument("--window", type=int, default=64)
    parser.add_argument("--stride", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python")
    asked = parser.parse_args()
    sides = {"network alone": network, "i3d predict": predicted}
    if asked.python:
        sides["PyTorch and OpenCV"] = scripted
    found = {name: [] for name in sides}
    for number in range(1, asked.rounds + 1):
        counts = {}
        for name in list(sides) if number % 2 else reversed(list(sides)):
            counts[name], seconds = sides[name](asked)
            found[name].append(seconds / counts[name])
            print(f"round {number}: {name}: {counts[name]} in {seconds:.2f} s", file=sys.stderr, flush=True)
        if asked.python and counts["i3d predict"] != counts["PyTorch and OpenCV"]:
            raise SystemExit(f"the sides made other numbers of windows: {counts}")
    alone = statistics.median(found["network alone"])
    print("| | seconds a window, median | least to most | of the network alone |\n|---|---|---|---|")
    for name, each in found.items():
        middle = statistics.median(each)
        print(f"| {name} | {middle:.3f} | {min(each):.3f} to {max(each):.3f} | {middle / alone:.2f} |")


if __name__ == "__main__":
    main()
