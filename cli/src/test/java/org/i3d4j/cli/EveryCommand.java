package org.i3d4j.cli;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** A line for every command, so that a test can be one of them all. */
final class EveryCommand {
    /** Words in capitals are filled in by {@link GoodInput}; OUT is a folder for results, NETWORK2D a GoogLeNet. */
    static final SortedMap<String, String> LINES = new TreeMap<>(Map.ofEntries(
            Map.entry("demo", "demo OUT/demo --config CONFIG"),
            Map.entry("train", "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT/run"),
            Map.entry("launch", "launch --nproc 1 probe VIDEO"),
            Map.entry("eval", "eval --config CONFIG --dataset DATA --checkpoint CKPT --report OUT/report"),
            Map.entry("predict", "predict --checkpoint CKPT VIDEO"),
            Map.entry("fvd", "fvd DATA DATA --checkpoint CKPT --frames 9"),
            Map.entry("features", "features --checkpoint CKPT --stack-size 8 --out OUT/features VIDEO"),
            Map.entry("info", "info CKPT"),
            Map.entry("probe", "probe VIDEO"),
            Map.entry("dataset check", "dataset check DATA --out OUT/check"),
            Map.entry("dataset show", "dataset show CONFIG --dataset DATA --count 2 --out OUT/show"),
            Map.entry("dataset cache", "dataset cache DATA --out OUT/cache"),
            Map.entry("dataset prepare", "dataset prepare DATA OUT/prepared"),
            Map.entry("dataset motion", "dataset motion OUT/motion --train 1 --val 1"),
            Map.entry("config", "config CONFIG"),
            Map.entry("plot filters", "plot filters CKPT --out OUT/filters.png"),
            Map.entry("plot schedule", "plot schedule CONFIG --out OUT/lr.png"),
            Map.entry("convert", "convert CKPT OUT/model.pt"),
            Map.entry("quantize", "quantize CKPT OUT/calibrated.safetensors --calibrate CONFIG --dataset DATA"),
            Map.entry("inflate", "inflate NETWORK2D OUT/inflated.safetensors"),
            Map.entry("verify", "verify CKPT"),
            // No published file is at hand that it could give; the list of them stands in for it.
            Map.entry("weights get", "weights"),
            Map.entry("flow", "flow VIDEO --out OUT/flow --method dis --short-side 32"),
            Map.entry("help", "help train"),
            Map.entry("generate-completion", "generate-completion"),
            Map.entry("bench forward", "bench forward --shape 1,3,9,32,32 --runs 1 --warmup 0 --no-peak"),
            Map.entry("bench train", "bench train --shape 1,3,8,32,32 --runs 1 --warmup 0 --no-peak"),
            Map.entry("bench read", "bench read --warmups 0 --runs 1 --reads-per-file 1 VIDEO"),
            Map.entry("bench load", "bench load CKPT --runs 1 --warmup 0")));

    private EveryCommand() {}

    static String line(String name) {
        return Objects.requireNonNull(LINES.get(name), name + " has no line here");
    }

    /** The names of all commands that have none below them, as the command line itself knows them. */
    static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        addNames(Main.commandLine(new Main()), "", names);
        return names;
    }

    private static void addNames(CommandLine command, String name, SortedSet<String> names) {
        if (command.getSubcommands().isEmpty()) {
            names.add(name.strip());
        }
        command.getSubcommands().forEach((below, line) -> addNames(line, name + " " + below, names));
    }
}
