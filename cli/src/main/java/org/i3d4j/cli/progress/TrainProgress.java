package org.i3d4j.cli.progress;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.metrics.Percent;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainRun;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a training run: a bar on a terminal, else a line now and then; its results in any case. */
public final class TrainProgress implements TrainListener {
    private static final Logger log = LoggerFactory.getLogger(TrainProgress.class);
    private static final double SECONDS_BETWEEN_LINES = 5;
    /** Weight of the newest step in the figures shown. */
    private static final double SMOOTHING = 0.1;

    /** What a line about a validation calls those figures that it shows. */
    private static final Map<String, String> SHORT =
            Map.of("mean_average_precision", "mAP", "top1", "top1", "top5", "top5");

    private final PrintWriter out;
    private final Progress progress;
    private final InstantSource clock;
    private final Smoothed loss = new Smoothed();
    private final Smoothed top1 = new Smoothed();
    private final Smoothed stepSeconds = new Smoothed();
    private final Smoothed waitSeconds = new Smoothed();
    private long totalSteps;
    private int stepsPerEpoch;
    private double secondsSinceLine = SECONDS_BETWEEN_LINES;
    private Instant lastValidating;
    private String left = "";
    private @Nullable ProgressBar bar;

    public TrainProgress(PrintWriter out, Progress progress) {
        this(out, progress, InstantSource.system());
    }

    TrainProgress(PrintWriter out, Progress progress, InstantSource clock) {
        this.out = out;
        this.progress = progress;
        this.clock = clock;
        this.lastValidating = clock.instant();
    }

    private static final class Smoothed {
        private double value = Double.NaN;

        void add(double next) {
            value = Double.isNaN(value) ? next : value + SMOOTHING * (next - value);
        }
    }

    @Override
    public void started(TrainRun run) {
        totalSteps = run.totalSteps();
        stepsPerEpoch = run.stepsPerEpoch();
        run.description().forEach(this::tell);
        tell(String.format(
                Locale.ROOT,
                "%s of %s, results in %s",
                Counted.of(run.epochs(), "epoch"),
                Counted.of(stepsPerEpoch, "step"),
                run.folder()));
        if (progress == Progress.BAR) {
            bar = new ProgressBarBuilder()
                    .setInitialMax(totalSteps)
                    .startsFrom(run.firstStep(), Duration.ZERO)
                    .setRenderer(new TrainBar())
                    .setUpdateIntervalMillis(200)
                    .build();
        }
    }

    @Override
    public void stepped(TrainStep step) {
        loss.add(step.loss());
        top1.add(step.top1());
        stepSeconds.add(step.seconds());
        waitSeconds.add(step.waitSeconds());
        secondsSinceLine += step.seconds();
        if (bar != null) {
            left = "ETA " + clock((totalSteps - step.step()) * stepSeconds.value);
            bar.setExtraMessage(TrainBar.message(List.of(quality(), left, speed(step))));
            bar.step();
        }
        if (secondsSinceLine >= SECONDS_BETWEEN_LINES || step.step() == totalSteps) {
            secondsSinceLine = 0;
            note(String.format(
                    Locale.ROOT,
                    "epoch %d step %d/%d  %s  %s  lr %.2e  ETA %s",
                    step.epoch(),
                    step.step(),
                    totalSteps,
                    quality(),
                    speed(step),
                    step.learningRate(),
                    clock((totalSteps - step.step()) * stepSeconds.value)));
        }
    }

    @Override
    public void validating(int done, int videos) {
        if (bar != null) {
            bar.setExtraMessage(TrainBar.message(List.of("validated " + done + "/" + videos, left)));
        }
        Instant now = clock.instant();
        if (Duration.between(lastValidating, now).toSeconds() >= SECONDS_BETWEEN_LINES) {
            lastValidating = now;
            note("validated " + done + " of " + Counted.of(videos, "video"));
        }
    }

    private String quality() {
        return String.format(Locale.ROOT, "loss %.3f  top1 %s", loss.value, Percent.of(top1.value, 1));
    }

    private String speed(TrainStep step) {
        return String.format(
                Locale.ROOT,
                "%.1f clips/s  wait %s",
                step.clips() / stepSeconds.value,
                Percent.of(waitSeconds.value / stepSeconds.value, 1));
    }

    private static String clock(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    @Override
    public void skipped(SkippedVideo video) {
        println("skipped " + video.file() + ": " + video.reason());
    }

    @Override
    public void validated(int epoch, long step, Evaluation evaluation) {
        String shares = evaluation.figures().entrySet().stream()
                .filter(figure -> SHORT.containsKey(figure.getKey()))
                .map(figure -> SHORT.get(figure.getKey()) + " " + Percent.of(figure.getValue()))
                .collect(Collectors.joining("  "));
        println(String.format(
                Locale.ROOT,
                "validation after epoch %d: %s  loss %.4f  (%s, %d skipped)",
                epoch,
                shares,
                evaluation.loss(),
                Counted.of(evaluation.videos(), "video"),
                evaluation.skipped().size()));
    }

    @Override
    public void saved(Path checkpoint) {
        tell("saved " + checkpoint);
    }

    /** What is no result. */
    private void tell(String text) {
        if (progress == Progress.NONE) {
            log.debug(text);
        } else {
            println(text);
        }
    }

    /** What a bar shows, too. */
    private void note(String text) {
        if (progress == Progress.LINES) {
            println(text);
        } else {
            log.debug(text);
        }
    }

    private void println(String text) {
        if (bar != null) {
            // Ends the bar's line, which is then drawn anew below.
            out.println();
        }
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
