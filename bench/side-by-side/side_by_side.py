#!/usr/bin/env python3
"""Runs i3d4j and what people would use instead in alternation, each run in a process of its own, and prints a table.

  bench/side-by-side/forward.sh [options]     the network, 1x3x64x224x224; of r50 32 frames, of r50-8x8 8
  bench/side-by-side/train.sh [options]       a training step, 4x3x16x112x112 (or --shape 1,3,64,224,224)

What the peers need is installed below --cache; a peer that can't be had is left out, which is said. The results go to
JSON, from which report.py makes the tables and pictures of docs/performance.md.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shlex
import statistics
import subprocess
import sys

import peers
import table

HOME = pathlib.Path(__file__).resolve().parents[2]
FRAMES = {"inception": 64, "r50": 32, "r50-8x8": 8}
TASKS = ["forward", "train"]
USUAL = "inception"


def usual_shape(task, model):
    return "1,3,%d,224,224" % FRAMES[model] if task == "forward" else "4,3,16,112,112"


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--model", choices=FRAMES, default=USUAL, help="(default: %(default)s)")
    parser.add_argument("--shape", metavar="N,C,T,H,W")
    parser.add_argument("--rounds", type=int, default=5, help="processes of each peer (default: 5)")
    parser.add_argument("--compiled-rounds", type=int, default=2, help="of torch.compile, which takes minutes (default: 2)")
    parser.add_argument("--runs", type=int, default=3, help="runs in a process; its figure is their median (default: 3)")
    parser.add_argument("--warmup", type=int, default=2, help="runs before them (default: 2)")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="peers whose name contains it")
    parser.add_argument("--timeout", type=int, default=1200, metavar="SECONDS", help="of a process (default: 1200)")
    parser.add_argument("--out", type=pathlib.Path, metavar="FILE.json", help="(default: TASK-SHAPE.json in the cache, behind TASK the model if it isn't the usual one)")
    parser.add_argument("--under", default="", metavar="COMMAND", help="runs each process, as 'taskset -c 0,1'")
    parser.add_argument("--no-build", action="store_true", help="i3d4j is built already")
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "i3d4j-bench"
    parser.add_argument("--cache", type=pathlib.Path, default=cache, help="(default: %(default)s)")
    return parser.parse_args()


def run(command, environment, timeout):
    """The JSON object on the last line that the process prints; raises RuntimeError with the reason if there is none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, env={**os.environ, **environment})
    except subprocess.TimeoutExpired:
        raise RuntimeError("took longer than %d s" % timeout)
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["nothing"]
        # Python says what is wrong last, the others first.
        raise RuntimeError("exit code %d, said: %s" % (done.returncode, said[-1 if "Traceback" in done.stderr else 0]))
    return json.loads(lines[-1])


def measure(chosen, o):
    """Round after round, each peer once: what disturbs the machine for a while then disturbs all of them."""
    results, peaks, problems = {peer.name: [] for peer in chosen}, {}, {}
    for number in range(o.rounds):
        for peer in chosen:
            if peer.name in problems or (peer.compiled and number >= o.compiled_rounds):
                continue
            command = shlex.split(o.under) + peer.command(first=number == 0)
            try:
                found = run(command, peer.environment, o.timeout)
            except RuntimeError as problem:
                problems[peer.name] = str(problem)
                print("%s is left out: %s" % (peer.name, problem), flush=True)
                continue
            results[peer.name].append(found)
            if "convolution_peak" in found:
                peaks.setdefault(found["precision"], found["convolution_peak"]["gflops"])
            print("round %d  %-45s %.3f s" % (number + 1, peer.name, statistics.median(found["run_seconds"])), flush=True)
    return results, peaks, problems


def row(peer, found, gflop, peaks):
    medians = [statistics.median(one["run_seconds"]) for one in found]
    memory = [one["peak_memory_bytes"] for one in found if one.get("peak_memory_bytes")]
    median = statistics.median(medians)
    peak = peaks.get(peer.precision)
    return {
        "name": peer.name, "precision": peer.precision, "ours": peer.ours, "engine": found[-1]["engine"],
        "runs": [one["run_seconds"] for one in found],
        "median_seconds": median, "shortest_seconds": min(medians), "longest_seconds": max(medians),
        "gflops": gflop / median if gflop else None,
        "share_of_convolution_peak": gflop / median / peak if gflop and peak else None,
        "peak_memory_bytes": statistics.median(memory) if memory else None}


def cpu():
    try:
        with open("/proc/cpuinfo") as info:
            return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def version():
    """Of i3d4j: the commit, where this is a clone."""
    done = subprocess.run(["git", "-C", str(HOME), "rev-parse", "--short=9", "HEAD"], capture_output=True, text=True)
    return done.stdout.strip() or None


def main():
    o = options()
    o.shape = o.shape or usual_shape(o.task, o.model)
    o.cache.mkdir(parents=True, exist_ok=True)
    available, problems = peers.prepare(o.task, o, HOME)
    chosen = [peer for peer in available if not o.only or any(text in peer.name for text in o.only)]
    results, peaks, failed = measure(chosen, o)
    gflop = next((one["gflop"] for found in results.values() for one in found if "gflop" in one), None)
    report = {
        "task": o.task, "model": o.model, "shape": o.shape.replace(",", "x"), "gflop": gflop,
        "date": datetime.date.today().isoformat(), "cpu": cpu(), "cores": peers.cores(),
        "machine": next((one["machine"] for found in results.values() for one in found if "machine" in one), None),
        "version": version(), "libraries": sorted({found[-1]["engine"] for found in results.values() if found}),
        "system": platform.system() + " " + platform.machine(),
        "command": "bench/side-by-side/%s.sh%s%s" % (
            o.task, "" if o.model == USUAL else " --model " + o.model,
            "" if o.shape == usual_shape(o.task, o.model) else " --shape " + o.shape),
        "rounds": o.rounds, "compiled_rounds": o.compiled_rounds, "runs_in_a_process": o.runs, "warmup": o.warmup,
        "convolution_peak_gflops": peaks, "left_out": {**problems, **failed},
        "rows": [row(peer, results[peer.name], gflop, peaks) for peer in chosen if results[peer.name]]}
    out = o.out or o.cache / (table.what(report) + ".json")
    out.write_text(json.dumps(report, indent=1) + "\n")
    print("\n" + table.markdown(report) + "\n\nwritten to %s" % out)
    return 0 if report["rows"] else 1


if __name__ == "__main__":
    sys.exit(main())
