package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.torch.train.TrainListener;
import org.i3d4j.torch.train.TrainRun;
import org.i3d4j.torch.train.TrainStep;
import org.jspecify.annotations.Nullable;

/** Shows a training run: a bar on a terminal, else a line now and then. */
final class TrainProgress implements TrainListener {
    private static final double SECONDS_BETWEEN_LINES = 5;
    /** Weight of the newest step in the figures shown. */
    private static final double SMOOTHING = 0.1;

    private final PrintWriter out;
    private final boolean interactive;
    private final Smoothed loss = new Smoothed();
    private final Smoothed top1 = new Smoothed();
    private final Smoothed stepSeconds = new Smoothed();
    private final Smoothed waitSeconds = new Smoothed();
    private long totalSteps;
    private int stepsPerEpoch;
    private double secondsSinceLine = SECONDS_BETWEEN_LINES;
    private @Nullable ProgressBar bar;

    TrainProgress(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
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
        run.description().forEach(this::println);
        println(String.format(
                Locale.ROOT, "%d epochs of %d steps, results in %s", run.epochs(), stepsPerEpoch, run.folder()));
        if (interactive) {
            bar = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax(totalSteps)
                    .startsFrom(run.firstStep(), Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
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
            bar.setExtraMessage(" " + figures(step));
            bar.step();
        } else if (secondsSinceLine >= SECONDS_BETWEEN_LINES || step.step() == totalSteps) {
            secondsSinceLine = 0;
            println(String.format(
                    Locale.ROOT,
                    "epoch %d step %d/%d  %s  lr %.2e  ETA %s",
                    step.epoch(),
                    step.step(),
                    totalSteps,
                    figures(step),
                    step.learningRate(),
                    clock((totalSteps - step.step()) * stepSeconds.value)));
        }
    }

    private String figures(TrainStep step) {
        return String.format(
                Locale.ROOT,
                "loss %.3f  top1 %.1f %%  %.1f clips/s  wait %.1f %%",
                loss.value,
                100 * top1.value,
                step.clips() / stepSeconds.value,
                100 * waitSeconds.value / stepSeconds.value);
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
        println(String.format(
                Locale.ROOT,
                "validation after epoch %d: %stop1 %.2f %%  top5 %.2f %%  loss %.4f  (%d videos, %d skipped)",
                epoch,
                evaluation.multiLabel()
                        ? String.format(Locale.ROOT, "mAP %.2f %%  ", 100 * evaluation.meanAveragePrecision())
                        : "",
                100 * evaluation.top1(),
                100 * evaluation.top5(),
                evaluation.loss(),
                evaluation.videos(),
                evaluation.skipped().size()));
    }

    @Override
    public void saved(Path checkpoint) {
        println("saved " + checkpoint);
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
