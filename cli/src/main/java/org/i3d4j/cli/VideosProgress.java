package org.i3d4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how many videos are done: a bar on a terminal, else a line now and then. */
final class VideosProgress implements IntConsumer, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String task;
    private final int videos;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

    /** @param task the word for what was done to them, as {@code checked} */
    VideosProgress(String task, int videos, boolean interactive, PrintWriter err) {
        this.task = task;
        this.videos = videos;
        this.err = err;
        this.bar = interactive
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
        } else if (done == videos || Instant.now().isAfter(nextLine)) {
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
