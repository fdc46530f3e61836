package org.i3d4j.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how many videos are done: a bar on a terminal, else a line now and then. */
public final class VideosProgress implements IntConsumer, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String task;
    private final int videos;
    private final boolean lines;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

    /**
     * Begins with none done.
     *
     * @param task the word for what was done to them, as {@code checked}
     * @param err where it is shown
     */
    public VideosProgress(String task, int videos, Progress progress, PrintWriter err) {
        this.task = task;
        this.videos = videos;
        this.lines = progress == Progress.LINES;
        this.err = err;
        this.bar = progress == Progress.BAR
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(videos)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .build()
                : null;
    }

    @Override
    public void accept(int done) {
        if (bar != null) {
            bar.stepTo(done);
        } else if (lines && (done == videos || Instant.now().isAfter(nextLine))) {
            nextLine = Instant.now().plus(BETWEEN_LINES);
            err.println(task + " " + done + " of " + videos + " videos");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
