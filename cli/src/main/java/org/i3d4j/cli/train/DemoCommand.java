package org.i3d4j.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.options.SetOption;
import org.i3d4j.cli.process.Installation;
import org.i3d4j.cli.process.Session;
import org.i3d4j.error.OutputException;
import org.i3d4j.torch.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d demo}: the ordinary commands one after the other, printed so that each can be run alone. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Make a small data set of videos, train on it, evaluate and predict.")
public final class DemoCommand implements Callable<Integer> {
    private static final int MAX_FOLDERS = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder for everything it makes (default: a new i3d-demo here).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: configs/demo.yaml of this installation).")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private SetOption set = new SetOption();

    @Override
    public Integer call() {
        TorchRuntime.requirePresence();
        Path root = folder.orElseGet(DemoCommand::newFolder);
        Path data = root.resolve("data");
        Path output = root.resolve("output");
        Path report = root.resolve("report");
        Path best = output.resolve("best.safetensors");
        String yaml =
                config.orElseGet(() -> Installation.file("configs/demo.yaml")).toString();
        List<String> changes = Stream.concat(Stream.of("train.ckpt_path=" + output), set.changes().stream())
                .flatMap(change -> Stream.of("--set", change))
                .toList();

        List<DemoStep> steps = List.of(
                new DemoStep(
                        "Make videos whose classes only motion tells apart",
                        List.of("dataset", "motion", data.toString())),
                new DemoStep(
                        "Train on them from random weights",
                        join(List.of("train", "--config", yaml, "--dataset", data.toString()), changes)),
                new DemoStep(
                        "Measure the best checkpoint on the validation videos",
                        List.of(
                                "eval",
                                "--config",
                                yaml,
                                "--dataset",
                                data.toString(),
                                "--checkpoint",
                                best.toString(),
                                "--report",
                                report.toString())),
                new DemoStep("Classify one video", List.of("predict", "--checkpoint", best.toString(), "VIDEO")));
        for (DemoStep step : steps) {
            int code = run(step, data);
            if (code != 0) {
                return code;
            }
        }
        summarise(root, output, report);
        return 0;
    }

    private record DemoStep(String purpose, List<String> arguments) {}

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private int run(DemoStep step, Path data) {
        List<String> arguments = step.arguments().stream()
                .map(argument -> argument.equals("VIDEO") ? firstVideo(data.resolve("val")) : argument)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("# " + step.purpose());
        out.println("$ ./i3d " + arguments.stream().map(DemoCommand::quoted).collect(Collectors.joining(" ")));
        out.flush();
        return Session.of(spec)
                .commands()
                .setOut(out)
                .setErr(spec.commandLine().getErr())
                .execute(arguments.toArray(String[]::new));
    }

    /** As a shell takes it. */
    static String quoted(String argument) {
        return argument.matches("[\\w./=,:@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private static String firstVideo(Path split) {
        return InputFiles.of(split).files().get(0).toString();
    }

    private static Path newFolder() {
        return IntStream.range(1, MAX_FOLDERS)
                .mapToObj(i -> Path.of(i == 1 ? "i3d-demo" : "i3d-demo-" + i))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow(
                        () -> new OutputException("there are too many i3d-demo folders here; name one: i3d demo DIR"));
    }

    private void summarise(Path root, Path output, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("checkpoint        " + output.resolve("best.safetensors"));
        out.println("curves            " + output.resolve("curves.png"));
        out.println("confusion matrix  " + report.resolve("confusion_matrix.png"));
        out.println("labelled clips    " + report.resolve("clips.png"));
        out.println("all in");
        try {
            out.println(root.toRealPath());
        } catch (IOException e) {
            out.println(root.toAbsolutePath().normalize());
        }
        out.flush();
    }
}
