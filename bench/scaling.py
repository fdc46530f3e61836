#!/usr/bin/env python3
"""Clips per second of training in 1 process of one thread, in 2 that train together, by each way for gradients to go, and in
2 that know nothing of each other (what the machine has to give).

All are started at once and stopped (SIGSTOP); in each round each goes on for some seconds while the others stay stopped, so
that a machine whose speed changes changes it for all. A step that was interrupted does not count. Prints a line for each
round, and the median over the rounds of each one's ratio to 1 process.

Needs Linux, python3 and 1 GB of memory for each of 7 processes; shapes larger than the default's need more.
"""
import argparse
import csv
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parents[1]
CONFIG = """
model: {num_classes: 8}
learning_rate: {lr: 0.0001}
train: {epochs: 100000, val_epochs: 0, save_checkpoint_epochs: 0, precision: %s}
data_loader:
  train:
    dataset: {split: train, seq: %d, batch_size: %d, num_parallel_workers: 1}
    map:
      operations:
        - {type: VideoRandomCrop, size: [%d, %d]}
        - {type: VideoToTensor}
"""
ONE = "1 process"
# Name, processes of each training, trainings, options.
VARIANTS = [
    (ONE, 1, 1, []),
    ("2, shared memory", 2, 1, []),
    ("2, all-reduce", 2, 1, ["distributed.gradient_exchange=allreduce"]),
    ("2, all-reduce, float16", 2, 1, ["distributed.gradient_exchange=allreduce", "distributed.gradient_compression=fp16"]),
    ("2, Reducer", 2, 1, ["distributed.gradient_exchange=reducer"]),
    ("2 apart", 1, 2, []),
]


class Training:
    """A launcher and its processes, in a process group of their own."""

    def __init__(self, work, name, processes, options):
        self.folder = work / name
        log = open(work / (name + ".log"), "w")
        settings = ["train.ckpt_path=%s" % self.folder] + options
        self.launcher = subprocess.Popen(
            [HOME / "cli/target/i3d4j/bin/i3d", "launch", "--nproc", str(processes), "train",
             "--config", work / "scaling.yaml", "--dataset", work / "data"]
            + [word for setting in settings for word in ("--set", setting)],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "OMP_NUM_THREADS": "1"})

    def signal(self, number):
        os.killpg(self.launcher.pid, number)

    def steps(self):
        """Clips a second, the share waiting for data and that for gradients, of each step so far."""
        if self.launcher.poll() is not None:
            sys.exit("%s ended; see %s.log" % (self.folder.name, self.folder))
        try:
            with open(self.folder / "metrics.csv") as file:
                # The last line may still be half written.
                lines = file.read().rpartition("\n")[0].splitlines()
        except FileNotFoundError:
            return []
        return [(float(row["clips_per_second"]), float(row["data_wait_share"]), float(row["gradient_wait_share"]))
                for row in csv.DictReader(lines) if row["clips_per_second"]]


class Variant:
    """Trainings that run at the same time; their clips add up."""

    def __init__(self, work, name, processes, trainings, options):
        self.name = name
        self.trainings = [Training(work, "%s %d" % (name, i), processes, options) for i in range(trainings)]
        self.rounds = []

    def signal(self, number):
        for training in self.trainings:
            training.signal(number)

    def run(self, seconds):
        before = [len(training.steps()) for training in self.trainings]
        self.signal(signal.SIGCONT)
        time.sleep(seconds)
        self.signal(signal.SIGSTOP)
        # The first step from here on began before.
        steps = [training.steps()[at + 1:] for training, at in zip(self.trainings, before)]
        if not all(steps):
            sys.exit("%s: no whole step in %g s; give more --seconds" % (self.name, seconds))
        # All steps are of as many clips, so that the mean over time is the harmonic one.
        clips = sum(statistics.harmonic_mean([step[0] for step in each]) for each in steps)
        waits = [statistics.mean(step[i] for each in steps for step in each) for i in (1, 2)]
        self.rounds.append((clips, *waits))


def median(variant, column):
    return statistics.median(row[column] for row in variant.rounds)


def measure(o, variants):
    for variant in variants:
        variant.signal(signal.SIGSTOP)
    for variant in variants:
        # Start, the first steps, and what the JVM compiles in them.
        variant.signal(signal.SIGCONT)
        while min(len(training.steps()) for training in variant.trainings) < o.warmup:
            time.sleep(0.2)
        variant.signal(signal.SIGSTOP)
    for number in range(o.rounds):
        for variant in variants[number % len(variants):] + variants[:number % len(variants)]:
            variant.run(o.seconds)
        print("round %d: %s" % (number + 1, ", ".join(
            "%s %.3f" % (variant.name, variant.rounds[-1][0]) for variant in variants)), flush=True)


def report(variants):
    one = next(variant for variant in variants if variant.name == ONE)
    print("| | clips/s | times 1 process | from .. to | waiting for data | for gradients |\n|---|---|---|---|---|---|")
    for variant in variants:
        ratios = [own[0] / single[0] for own, single in zip(variant.rounds, one.rounds)]
        print("| %s | %.3f | %.3f | %.2f .. %.2f | %.1f %% | %.1f %% |" % (
            variant.name, median(variant, 0), statistics.median(ratios), min(ratios), max(ratios),
            100 * median(variant, 1), 100 * median(variant, 2)))


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=15, help="of each in a round (default: 15)")
    parser.add_argument("--warmup", type=int, default=6, help="steps before the first round (default: 6)")
    parser.add_argument("--precision", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--shape", default="4,16,112", metavar="N,T,S",
                        help="clips of a process, frames, height and width (default: 4,16,112)")
    parser.add_argument("--only", default="", metavar="NAMES", help="beside 1 process, as '2 apart,2, shared memory'")
    return parser.parse_args()


def main():
    o = options()
    clips, frames, size = (int(part) for part in o.shape.split(","))
    subprocess.run([HOME / "i3d", "--version"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "scaling.yaml").write_text(CONFIG % (o.precision, frames, clips, size, size))
        subprocess.run(
            [HOME / "i3d", "dataset", "motion", work / "data", "--size", "%dx%d" % (size + 16, size + 16), "--train",
             "32", "--val", "1"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        variants = []
        try:
            for name, processes, trainings, more in VARIANTS:
                if name == ONE or not o.only or name in o.only:
                    variants.append(Variant(work, name, processes, trainings, more))
            measure(o, variants)
        finally:
            for variant in variants:
                variant.signal(signal.SIGKILL)
        report(variants)


if __name__ == "__main__":
    main()
