"""What is measured side by side, and how it is set up."""
import os
import pathlib
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
TORCH = "torch==2.13.0"
# What checkpoints call them.
NETWORKS = {"inception": "inception_i3d", "r50": "i3d_r50", "r50-8x8": "i3d_r50_8x8"}


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


# libtorch from Java counts half of the cores of some virtual machines.
EVERY_CORE = {"OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", str(cores()))}
# As i3d4j's launcher has it: glibc keeps freed blocks. Where fresh pages are dear, PyTorch takes twice as long without.
KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "134217728", "MALLOC_TRIM_THRESHOLD_": "1073741824", "MALLOC_ARENA_MAX": "1"}


@dataclass
class Peer:
    name: str
    precision: str
    arguments: list
    # Not in the first round.
    later_arguments: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    ours: bool = False
    compiled: bool = False

    def command(self, first):
        return [str(part) for part in self.arguments + ([] if first else self.later_arguments)]


def prepare(task, o, home):
    """The peers that can be had, and by name what is wrong with the others."""
    if not o.no_build:
        build(home)
    found, problems = ours(task, o, home), {}
    try:
        found += java(task, o, home)
    except (OSError, subprocess.SubprocessError) as problem:
        problems["ONNX Runtime and libtorch from Java"] = str(problem)
    try:
        found += python(task, o)
    except (OSError, subprocess.SubprocessError) as problem:
        problems["PyTorch for Python"] = "can't be set up: %s" % problem
    for name, problem in problems.items():
        print("%s: left out: %s" % (name, problem), flush=True)
    return found, problems


def build(home):
    subprocess.run([home / "mvnw", "-q", "-DskipTests", "-Dspotless.check.skip=true", "package"], cwd=home, check=True)


def ours(task, o, home):
    def peer(name, precision, *more, environment={}):
        return Peer(
            name + " " + precision, precision,
            [home / "cli/target/i3d4j/bin/i3d", "bench", task, "--json", "--model", o.model, "--shape", o.shape, "--runs", o.runs,
             "--warmup", o.warmup, "--precision", precision, *more],
            later_arguments=["--no-peak"], environment=environment, ours=True)
    floats = ["fp32", "bf16"]  # int8 has no gradients
    found = [peer("i3d4j", precision) for precision in (floats if task == "train" else floats + ["int8"])]
    return found + [peer("i3d4j on libtorch", precision, "--engine", "libtorch", environment=EVERY_CORE)
                    for precision in floats]


def java(task, o, home):
    def program(name, *arguments):
        return ["java", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-cp",
                "%s:%s" % (home / "bench/peers/target/classes", (home / "bench/peers/target/classpath").read_text().strip()),
                "org.i3d4j.bench.peer." + name, *[str(argument) for argument in arguments]]
    counts = [o.shape, o.warmup, o.runs]
    # As i3d4j's launcher has it: threads that wait sleep soon.
    environment = {"GOMP_SPINCOUNT": os.environ.get("GOMP_SPINCOUNT", "50000"), **EVERY_CORE, **KEPT_MEMORY}
    found = [Peer("libtorch from Java, contiguous eager fp32", "fp32",
                  program("EagerLibtorch", task, NETWORKS[o.model], *counts), environment=environment)]
    if task == "forward":
        model = o.cache / (NETWORKS[o.model] + ".onnx")
        if not model.exists():
            subprocess.run(program("RandomModel", model, NETWORKS[o.model]), check=True)
        found.append(Peer("ONNX Runtime Java fp32", "fp32", program("OnnxRuntimeForward", model, *counts),
                          environment=KEPT_MEMORY))
    return found


def python(task, o):
    interpreter = o.cache / "venv/bin/python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", o.cache / "venv"], check=True)
    # -I: the folder torch of a clone would do as a package, if this is run from there.
    if subprocess.run([interpreter, "-I", "-c", "import torch"], capture_output=True).returncode != 0:
        print("installing %s into %s ..." % (TORCH, o.cache / "venv"), flush=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", TORCH], check=True)
    variants = ["eager", "channels-last"]
    if shutil.which("c++") or shutil.which("g++"):
        variants.append("compile")
    else:
        print("PyTorch compile: left out: no C++ compiler", flush=True)
    return [
        Peer("PyTorch %s %s" % (variant, precision), precision,
             [interpreter, "-W", "ignore", HERE / "pytorch_peer.py", task, o.model, variant, precision, o.shape, o.warmup, o.runs],
             environment={"TORCHINDUCTOR_CACHE_DIR": str(o.cache / "inductor"), **KEPT_MEMORY}, compiled=variant == "compile")
        for precision in ("fp32", "bf16") for variant in variants]
