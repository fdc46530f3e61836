"""What the Python peers of read.py have in common: the plan of reads, timed passes, one line of JSON."""
import json
import resource
import sys
import time

FRAMES, RESIZED, CROP = 64, 256, 224


def plan(path):
    """Reads as (file, first frame, top, left) from lines of four fields separated by tabs."""
    reads = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            file, first, top, left = line.rstrip("\n").split("\t")
            reads.append((file, int(first), int(top), int(left)))
    return reads


def looped(clip, frames):
    """A clip of a video with fewer frames than it needs: they begin again."""
    for i in range(frames, FRAMES):
        clip[i] = clip[i - frames]
    return clip


def timed(read_all, reads, warmups, passes):
    for _ in range(warmups):
        read_all(reads)
    seconds, cpu = [], cpu_seconds()
    for _ in range(passes):
        start = time.perf_counter()
        read_all(reads)
        seconds.append(time.perf_counter() - start)
    return seconds, cpu_seconds() - cpu


def cpu_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(read):
    """read(file, first, top, left) -> uint8 array of FRAMES x CROP x CROP x 3."""
    path, warmups, passes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    reads = plan(path)

    def read_all(some):
        for one in some:
            clip = read(*one)
            if clip.shape != (FRAMES, CROP, CROP, 3):
                raise SystemExit(f"{one[0]}: read {clip.shape}")

    seconds, cpu = timed(read_all, reads, warmups, passes)
    means = [round(float(read(*one).mean()), 2) for one in reads[:8]]
    print(json.dumps({
        "clips": len(reads),
        "seconds": seconds,
        "cpu_millis_per_clip": 1000 * cpu / len(reads) / passes,
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "mean_levels": means,
    }))
