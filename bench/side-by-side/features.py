#!/usr/bin/env python3
"""RGB features by i3d4j and by video_features' own network and reading, side by side, on the same weights and windows.

    bench/side-by-side/features.py --tool CHECKOUT --checkpoint i3d_rgb.pt VIDEO...

CHECKOUT is one of github.com/v-iashin/video_features; its network (models/i3d/i3d_src/i3d_net.py) and transforms are imported, the
loop over OpenCV's frames is that of its extract_i3d.py. CKPT is a state dict of its network. Each side extracts all videos in a process
of its own, start and weights not counted in its seconds, one after the other, round by round: float32, all cores. Python needs torch,
opencv-python-headless and pillow (--python names one).

    bench/side-by-side/features.py --memory --checkpoint CKPT VIDEO

shows the resident memory of `i3d features` along an hour made of VIDEO again and again (ffmpeg loops it, nothing is encoded anew).
"""
import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
I3D = HERE.parent.parent / "cli/target/i3d4j/bin/i3d"


def ours(asked, out):
    """Seconds inside of it, as it tells them, and rows, of all videos."""
    done = subprocess.run(
        [I3D, "features", "--checkpoint", asked.checkpoint, "--compat", "video_features", "--stack-size", str(asked.stack),
         "--step-size", str(asked.step), "--json", "--out", out, *asked.videos], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return sum(line["seconds"] for line in lines), sum(line["shape"][0] for line in lines)


def theirs(asked):
    done = subprocess.run(
        [asked.python, HERE / "peers" / "video_features.py", asked.tool, asked.checkpoint, str(asked.stack), str(asked.step),
         *asked.videos], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"], told["rows"]


def compare(asked):
    found = {"i3d4j": [], "video_features": []}
    for number in range(1, asked.rounds + 1):
        with tempfile.TemporaryDirectory() as out:
            sides = (("i3d4j", lambda: ours(asked, out)), ("video_features", lambda: theirs(asked)))
            rows = set()
            for name, run in sides if number % 2 else reversed(sides):
                seconds, count = run()
                rows.add(count)
                found[name].append(count / seconds)
                print(f"round {number}: {name}: {count} windows, {count / seconds:.3f} windows/s", file=sys.stderr, flush=True)
            if len(rows) > 1:
                raise SystemExit(f"the two made other numbers of windows: {rows}")
    print("| | windows/s, median | least to most |\n|---|---|---|")
    for name, rates in found.items():
        print(f"| {name} | {statistics.median(rates):.3f} | {min(rates):.3f} to {max(rates):.3f} |")
    print(f"times: {statistics.median(found['i3d4j']) / statistics.median(found['video_features']):.2f}")


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:")), None)


def child_java(pid):
    """The launcher becomes Java, or has it as a child."""
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        below = children.read().split()
    return int(below[-1]) if below else pid


def at_minute(told, seconds):
    """How far into the video the command says it is."""
    shares = re.findall(r", (\d+) % of hour", told.read_text())
    return int(shares[-1]) / 100 * seconds / 60 if shares else 0


def memory(asked):
    video = asked.videos[0]
    with tempfile.TemporaryDirectory() as folder:
        hour = pathlib.Path(folder) / ("hour" + pathlib.Path(video).suffix)
        subprocess.run(["ffmpeg", "-v", "error", "-stream_loop", "-1", "-i", video, "-map", "0:v:0", "-t", str(asked.seconds), "-c",
                        "copy", hour], check=True)
        told = pathlib.Path(folder) / "told"
        with told.open("w") as err:
            process = subprocess.Popen(
                [I3D, "features", "--checkpoint", asked.checkpoint, "--stack-size", str(asked.stack), "--step-size", str(asked.step),
                 "--size", "64", "--crop", "56", "--out", pathlib.Path(folder) / "out", hour], stderr=err)
        print("| minutes of video | resident MiB |\n|---|---|", flush=True)
        found = []
        while process.poll() is None:
            time.sleep(asked.every)
            try:
                mib = resident_mib(child_java(process.pid))
            except (OSError, StopIteration):
                break
            if mib:
                minute = at_minute(told, asked.seconds)
                print(f"| {minute:.1f} | {mib:.0f} |", flush=True)
                if minute > 0:
                    found.append(mib)
        if process.wait():
            raise SystemExit(told.read_text()[-2000:])
        if found:
            print(f"least {min(found):.0f}, most {max(found):.0f} MiB since the first window")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", nargs="+", metavar="VIDEO")
    parser.add_argument("--tool", help="checkout of video_features")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--stack", type=int, default=64)
    parser.add_argument("--step", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--seconds", type=int, default=3600, help="of the looped video")
    parser.add_argument("--every", type=float, default=10, help="seconds between looks at the memory")
    asked = parser.parse_args()
    if asked.memory:
        memory(asked)
    elif not asked.tool:
        parser.error("--tool names a checkout of video_features")
    else:
        compare(asked)


if __name__ == "__main__":
    main()
