package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.i3d4j.cli.options.DataOptions;
import org.i3d4j.cli.options.WorkOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.curate.check.CheckReport;
import org.i3d4j.curate.check.CheckResult;
import org.i3d4j.curate.check.DatasetCheck;
import org.i3d4j.curate.check.Problem;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d dataset check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Open every video of a data set and report which rows of its lists make no sense, what is missing, broken, damaged"
                    + " or, with a configuration, too short for its clips, and what there is: classes, resolutions, frame"
                    + " rates, durations.",
            "Ends with 0 if all is well, with 1 if there are problems. Reads only."
        })
final class DatasetCheckCommand implements Callable<Integer> {
    private static final int LISTED_PROBLEMS = 20;
    private static final int LISTED_KINDS = 5;
    private static final int PROBLEMS_FOUND = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Option(names = "--decode", description = "Decode every frame too: finds damage inside of files, takes longer.")
    private boolean decode;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write problems.csv, classes.csv, summary.json, and classes.png, resolutions.png and"
                    + " durations.png there.")
    private Optional<Path> folder = Optional.empty();

    @Override
    public Integer call() {
        folder.ifPresent(OutputFolder::require);
        DataOptions.Opened opened = data.open();
        opened.notes().forEach(note -> Session.note(spec, note));
        Summary summary = new Summary(spec.commandLine().getOut());
        CheckResult result;
        try (VideosProgress progress = new VideosProgress(
                "checked",
                opened.videos(),
                Session.of(spec).progress(),
                spec.commandLine().getErr())) {
            result = new DatasetCheck(work.work(), decode).check(opened.parts(), progress);
        }
        try {
            summary.print(result);
        } finally {
            // What took hours is not lost with a line that can't be printed.
            folder.ifPresent(out -> write(new CheckReport(result), out));
        }
        spec.commandLine().getOut().flush();
        return result.problems().isEmpty() ? 0 : PROBLEMS_FOUND;
    }

    private void write(CheckReport report, Path out) {
        report.write(out);
        spec.commandLine().getOut().println("report in " + out.toAbsolutePath().normalize());
    }

    /** The result for people. */
    private record Summary(PrintWriter out) {
        void print(CheckResult result) {
            result.parts().forEach(this::print);
            out.println("resolutions: " + first(result.resolutions()));
            out.println("frames/s: " + first(result.frameRates()));
            List<Double> seconds = result.durationsSeconds();
            if (!seconds.isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "durations: %.2f to %.2f s, median %.2f s%n",
                        seconds.get(0),
                        seconds.get(seconds.size() - 1),
                        seconds.get(seconds.size() / 2));
            }
            print(result.problems());
        }

        private void print(CheckResult.Part part) {
            long empty = part.videosByClass().values().stream()
                    .filter(count -> count == 0)
                    .count();
            out.println(part.name() + ": " + part.description());
            out.println("  " + Counted.of(part.videos(), "video") + " can be read, "
                    + Counted.of(part.frames(), "frame") + "; "
                    + (part.faulty() > 0 ? Counted.of(part.faulty(), "faulty row") + ", " : "") + part.missing()
                    + " missing, " + part.broken() + " broken, " + part.damaged() + " damaged, " + part.tooShort()
                    + " too short, "
                    + part.unlabelled() + " without a class; " + empty + " of "
                    + Counted.of(part.videosByClass().size(), "class") + " without videos");
        }

        private void print(List<Problem> problems) {
            out.println(problems.isEmpty() ? "no problems" : "problems: " + problems.size());
            problems.stream()
                    .limit(LISTED_PROBLEMS)
                    .forEach(problem -> out.println(
                            "  " + problem.kind().label() + " " + problem.file() + ": " + problem.detail()));
            if (problems.size() > LISTED_PROBLEMS) {
                out.println("  ... --out DIR lists them all");
            }
        }

        private static String first(Map<String, Integer> counts) {
            String listed = counts.entrySet().stream()
                    .limit(LISTED_KINDS)
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", "));
            return counts.size() > LISTED_KINDS ? listed + ", and " + (counts.size() - LISTED_KINDS) + " more" : listed;
        }
    }
}
