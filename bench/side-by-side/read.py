#!/usr/bin/env python3
"""Training reads by i3d4j and by what people would use instead, side by side.

    bench/side-by-side/read.py [--prepared DIR] VIDEO...

Every side reads the same clips (64 frames from a random place on, scaled to 256x256, a window of 224x224) in a process of
its own, warm-up included, one side after the other, round by round, on one core; i3d4j also with two threads on two cores, and
from the copies that `i3d dataset prepare` made, where --prepared says where they lie.
Peers are set up on first use under ~/.cache/i3d4j-bench; one that can't be had is left out and named.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CACHE = pathlib.Path(os.environ.get("I3D_BENCH_CACHE", pathlib.Path.home() / ".cache" / "i3d4j-bench")) / "read"
I3D = ROOT / "cli/target/i3d4j/bin/i3d"
JAVACV = "1.5.13"


def python():
    """A Python that has PyAV and OpenCV, as far as pip can install them."""
    interpreter = CACHE / "venv/bin/python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", CACHE / "venv"], check=True)
    for package, module in (("numpy", "numpy"), ("opencv-python-headless", "cv2"), ("av", "av")):
        if subprocess.run([interpreter, "-c", f"import {module}"], capture_output=True).returncode:
            subprocess.run([interpreter, "-m", "pip", "install", "-q", package], capture_output=True)
    return interpreter


def version(interpreter, module):
    """The version of a Python module; None if it can't be imported."""
    asked = subprocess.run([interpreter, "-c", f"import {module}; print({module}.__version__)"],
                           capture_output=True, text=True)
    return asked.stdout.strip() if asked.returncode == 0 else None


def javacv():
    """The class path of JavaCV on the FFmpeg that i3d4j has; None if it can't be had."""
    jar = CACHE / f"javacv-{JAVACV}.jar"
    if not jar.exists():
        subprocess.run([ROOT / "mvnw", "-q", "dependency:copy", f"-Dartifact=org.bytedeco:javacv:{JAVACV}",
                        f"-DoutputDirectory={CACHE}"], cwd=ROOT, capture_output=True)
    libraries = [str(found) for name in ("javacpp", "ffmpeg") for found in (I3D.parent.parent / "lib").glob(f"{name}-*.jar")]
    return os.pathsep.join([str(jar), *libraries]) if jar.exists() and libraries else None


def of_copies(plan, folder):
    """The same reads from the prepared copies of the videos, beside the plan."""
    lines = []
    for line in plan.read_text(encoding="utf-8").splitlines():
        video, place = line.split("\t", 1)
        name = pathlib.Path(video)
        found = [copy for copy in (folder / name.name, folder / f"{name.stem}.mp4") if copy.is_file()]
        if not found:
            raise SystemExit(f"{folder}: holds no copy of {video}")
        lines.append(f"{found[0]}\t{place}\n")
    copies = plan.with_name("copies.tsv")
    copies.write_text("".join(lines), encoding="utf-8")
    return copies


def sides(plan, warmups, passes, prepared):
    """Name, command, cores of everyone who takes part."""
    ours = [I3D, "bench", "read", "--reads", plan, "--warmups", str(warmups), "--runs", str(passes), "--json"]
    found = [("i3d4j", ours, "0")]
    arguments = [str(plan), str(warmups), str(passes)]
    interpreter = python()
    for name, module, script in (("OpenCV", "cv2", "opencv_read.py"), ("PyAV", "av", "pyav_read.py")):
        number = version(interpreter, module)
        if number:
            found.append((f"{name} {number}", [interpreter, HERE / "peers" / script, *arguments], "0"))
        else:
            print(f"{name} is left out: pip can't install it")
    class_path = javacv()
    if class_path:
        found.append((f"JavaCV {JAVACV} FFmpegFrameGrabber",
                      ["java", "-cp", class_path, HERE / "peers/GrabberRead.java", *arguments], "0"))
    else:
        print("JavaCV is left out: Maven can't download it")
    if (os.cpu_count() or 1) > 1:
        found.append(("i3d4j, 2 threads on 2 cores", ours + ["--threads", "2"], "0,1"))
    if prepared:
        copies = str(of_copies(plan, prepared))
        found += [(f"{name}, prepared copies", [copies if word == str(plan) else word for word in map(str, command)], cores)
                  for name, command, cores in found if name.startswith(("i3d4j", "OpenCV"))]
    return found


def measure(command, cores):
    done = subprocess.run(["taskset", "-c", cores, *map(str, command)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def table(results):
    """Rows of medians over all timed passes; ratios to the best peer on one core."""
    rates = {name: [run["clips"] / second for run in runs for second in run["seconds"]] for name, runs in results.items()}
    medians = {name: statistics.median(rate) for name, rate in rates.items()}
    best = max((rate for name, rate in medians.items() if not name.startswith("i3d4j") and not name.endswith("copies")), default=medians["i3d4j"])
    print("| | clips/s, median | least to most | CPU ms a clip | to the best peer | peak RSS, MiB |")
    print("|---|---|---|---|---|---|")
    for name, runs in results.items():
        cpu = statistics.median(run["cpu_millis_per_clip"] for run in runs)
        rss = max(run["peak_rss_mib"] for run in runs)
        print(f"| {name} | {medians[name]:.2f} | {min(rates[name]):.2f} to {max(rates[name]):.2f} | {cpu:.1f} "
              f"| {medians[name] / best:.2f} | {rss:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", nargs="+", metavar="VIDEO")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warmups", type=int, default=3, help="untimed passes in each process")
    parser.add_argument("--passes", type=int, default=3, help="timed passes in each process")
    parser.add_argument("--reads-per-file", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--prepared", type=pathlib.Path, metavar="DIR", help="folder of prepared copies, by the videos' names")
    parser.add_argument("--set-up-only", action="store_true", help="install the peers, measure nothing")
    asked = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    if not I3D.exists():
        subprocess.run([ROOT / "mvnw", "-q", "-DskipTests", "package"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        plan = pathlib.Path(folder) / "reads.tsv"
        listed = subprocess.run([I3D, "bench", "read", "--list", "--seed", str(asked.seed), "--reads-per-file",
                                 str(asked.reads_per_file), *asked.videos], check=True, capture_output=True, text=True)
        plan.write_text(listed.stdout, encoding="utf-8")
        taking_part = sides(plan, asked.warmups, asked.passes, asked.prepared)
        if asked.set_up_only:
            return
        results = {name: [] for name, _, _ in taking_part}
        for number in range(1, asked.rounds + 1):
            for name, command, cores in taking_part:
                run = measure(command, cores)
                results[name].append(run)
                rate = run["clips"] / statistics.median(run["seconds"])
                print(f"round {number}: {name}: {rate:.2f} clips/s, {run['cpu_millis_per_clip']:.1f} CPU ms a clip",
                      file=sys.stderr, flush=True)
        table(results)


if __name__ == "__main__":
    main()
