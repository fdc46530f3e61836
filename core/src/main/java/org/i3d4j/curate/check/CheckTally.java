package org.i3d4j.curate.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.curate.check.VideoExaminer.Finding;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.jspecify.annotations.Nullable;

/** Counts findings as they come in: per video it keeps a duration, and its problem if it has one. */
final class CheckTally {
    private final List<CheckResult.Part> finished = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> resolutions = new HashMap<>();
    private final Map<String, Integer> frameRates = new HashMap<>();
    private final List<Double> durationsSeconds = new ArrayList<>();
    private @Nullable PartTally open;
    private int videos;

    private static final class PartTally {
        private final String name;
        private final VideoDataset dataset;
        private final int[] byClass;
        private int readable;
        private int broken;
        private int damaged;
        private int tooShort;
        private int unlabelled;
        private long frames;

        PartTally(DatasetPart part) {
            this.name = part.name();
            this.dataset = part.split().dataset();
            this.byClass = new int[dataset.classNames().size()];
        }

        CheckResult.Part result() {
            ClassNames classes = dataset.classNames();
            Map<String, Integer> videosByClass = new LinkedHashMap<>();
            for (int label = 0; label < byClass.length; label++) {
                videosByClass.put(classes.name(label), byClass[label]);
            }
            return new CheckResult.Part(
                    name,
                    dataset.description(),
                    readable,
                    dataset.faults().size(),
                    dataset.skipped().size(),
                    broken,
                    damaged,
                    tooShort,
                    unlabelled,
                    frames,
                    videosByClass);
        }
    }

    /** Findings that follow are those of {@code part}. */
    void begin(DatasetPart part) {
        finish();
        open = new PartTally(part);
        VideoDataset dataset = part.split().dataset();
        dataset.faults()
                .forEach(
                        fault -> problems.add(new Problem(fault.list(), part.name(), Kind.FAULTY_ROW, fault.inFile())));
        dataset.skipped()
                .forEach(video -> problems.add(new Problem(video.file(), part.name(), Kind.MISSING, video.reason())));
    }

    void add(VideoSample sample, Finding finding) {
        PartTally part = open;
        if (part == null) {
            throw new IllegalStateException("a finding before any split");
        }
        videos++;
        sample.labels().forEach(label -> part.byClass[label]++);
        part.unlabelled += !part.dataset.multiLabel() && sample.labels().isEmpty() ? 1 : 0;
        Problem problem = finding.problem();
        if (problem != null) {
            problems.add(problem);
            part.damaged += problem.kind() == Kind.DAMAGED ? 1 : 0;
            part.tooShort += problem.kind() == Kind.TOO_SHORT ? 1 : 0;
        }
        VideoFacts facts = finding.facts();
        if (facts == null) {
            part.broken++;
        } else {
            part.readable++;
            part.frames += facts.frames();
            count(facts);
        }
    }

    private void count(VideoFacts facts) {
        resolutions.merge(facts.width() + "x" + facts.height(), 1, Integer::sum);
        if (facts.framesPerSecond() > 0) {
            frameRates.merge(String.format(Locale.ROOT, "%.2f", facts.framesPerSecond()), 1, Integer::sum);
            durationsSeconds.add(facts.seconds());
        }
    }

    /** Findings so far, of all splits. */
    int videos() {
        return videos;
    }

    private void finish() {
        if (open != null) {
            finished.add(open.result());
            open = null;
        }
    }

    CheckResult result() {
        finish();
        durationsSeconds.sort(Comparator.naturalOrder());
        return new CheckResult(
                finished, problems, mostFrequentFirst(resolutions), mostFrequentFirst(frameRates), durationsSeconds);
    }

    private static Map<String, Integer> mostFrequentFirst(Map<String, Integer> counts) {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
