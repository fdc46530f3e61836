package org.i3d4j.curate.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.i3d4j.report.CsvTable;
import org.i3d4j.report.JsonReport;
import org.i3d4j.report.picture.BarChart;
import org.i3d4j.report.picture.BarChart.Bar;
import org.i3d4j.text.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check as files: {@code problems.csv}, {@code classes.csv}, {@code summary.json}, and the pictures
 * {@code classes.png}, {@code resolutions.png} and {@code durations.png}.
 *
 * @param result what is reported
 */
public record CheckReport(CheckResult result) {
    private static final Logger log = LoggerFactory.getLogger(CheckReport.class);
    private static final int MOST_CLASSES = 60;
    private static final int LEAST_SHOWN = 20;
    private static final int MOST_RESOLUTIONS = 25;

    /** What {@code summary.json} says of a split. */
    private record PartSummary(
            String split,
            String description,
            int videos,
            int faultyRows,
            int missing,
            int broken,
            int damaged,
            int tooShort,
            int unlabelled,
            long frames,
            int classes,
            int classesWithoutVideos) {
        static PartSummary of(CheckResult.Part part) {
            long empty = part.videosByClass().values().stream()
                    .filter(count -> count == 0)
                    .count();
            return new PartSummary(
                    part.name(),
                    part.description(),
                    part.videos(),
                    part.faulty(),
                    part.missing(),
                    part.broken(),
                    part.damaged(),
                    part.tooShort(),
                    part.unlabelled(),
                    part.frames(),
                    part.videosByClass().size(),
                    (int) empty);
        }
    }

    private record Summary(
            List<PartSummary> splits,
            int problems,
            Durations.Summary durations,
            Map<String, Integer> resolutions,
            Map<String, Integer> framesPerSecond) {}

    /**
     * Writes all files into {@code folder}, which is made if it is missing. Pictures come last; one that can't be drawn
     * is a warning.
     *
     * @throws OutputException if another file can't be written
     */
    public void write(Path folder) {
        Durations durations = new Durations(result.durationsSeconds());
        writeProblems(folder.resolve("problems.csv"));
        Map<String, List<Integer>> classes = videosByClass();
        writeClasses(folder.resolve("classes.csv"), classes);
        JsonReport.write(
                folder.resolve("summary.json"),
                new Summary(
                        result.parts().stream().map(PartSummary::of).toList(),
                        result.problems().size(),
                        durations.summary(),
                        result.resolutions(),
                        result.frameRates()));
        draw(folder.resolve("classes.png"), "videos by class", classBars(classes));
        draw(folder.resolve("resolutions.png"), "videos by resolution", resolutionBars());
        draw(folder.resolve("durations.png"), "videos by duration", durations.histogram());
    }

    /** A machine without fonts, as minimal containers are, still gets all figures. */
    private static void draw(Path file, String title, List<Bar> bars) {
        try {
            BarChart.write(file, title, bars);
        } catch (OutputException e) {
            log.warn("warning: {}", e.getMessage());
        }
    }

    private void writeProblems(Path file) {
        CsvTable table = new CsvTable(List.of("file", "split", "kind", "detail"));
        result.problems()
                .forEach(problem ->
                        table.add(problem.file(), problem.part(), problem.kind().label(), problem.detail()));
        table.write(file);
    }

    /** A number for each split; classes in the order of labels. */
    private Map<String, List<Integer>> videosByClass() {
        Map<String, List<Integer>> classes = new LinkedHashMap<>();
        result.parts().forEach(part -> part.videosByClass().keySet().forEach(name -> classes.put(name, List.of())));
        classes.replaceAll((name, none) -> result.parts().stream()
                .map(part -> Optional.ofNullable(part.videosByClass().get(name)).orElse(0))
                .toList());
        return classes;
    }

    private void writeClasses(Path file, Map<String, List<Integer>> classes) {
        List<String> header = new ArrayList<>(List.of("class"));
        result.parts().forEach(part -> header.add(part.name()));
        CsvTable table = new CsvTable(header);
        classes.forEach((name, counts) -> {
            List<Object> row = new ArrayList<>(List.of(name));
            row.addAll(counts);
            table.add(row.toArray());
        });
        table.write(file);
    }

    /** The most frequent first; of many classes those at the ends. */
    private static List<Bar> classBars(Map<String, List<Integer>> classes) {
        List<Bar> bars = new ArrayList<>();
        classes.forEach((name, counts) -> bars.add(
                new Bar(name, counts.stream().mapToLong(Integer::longValue).sum())));
        bars.sort(Comparator.comparingLong(Bar::count).reversed().thenComparing(Bar::label));
        if (bars.size() <= MOST_CLASSES) {
            return bars;
        }
        int firstOfLast = bars.size() - LEAST_SHOWN;
        int shownFirst = MOST_CLASSES - LEAST_SHOWN;
        List<Bar> ends = new ArrayList<>(bars.subList(0, shownFirst));
        ends.add(Bar.note("(" + Counted.of(firstOfLast - shownFirst, "more class") + " in between)"));
        ends.addAll(bars.subList(firstOfLast, bars.size()));
        return ends;
    }

    private List<Bar> resolutionBars() {
        List<Bar> bars = new ArrayList<>();
        result.resolutions().forEach((size, count) -> bars.add(new Bar(size, count)));
        if (bars.size() <= MOST_RESOLUTIONS) {
            return bars;
        }
        List<Bar> rest = bars.subList(MOST_RESOLUTIONS, bars.size());
        List<Bar> shown = new ArrayList<>(bars.subList(0, MOST_RESOLUTIONS));
        shown.add(new Bar(
                rest.size() + " others", rest.stream().mapToLong(Bar::count).sum()));
        return shown;
    }
}
