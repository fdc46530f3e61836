package org.i3d4j.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.i3d4j.text.Counted;
import org.jspecify.annotations.Nullable;

/** Shows how many videos are done, and how far the present one is: a bar on a terminal, else a line now and then. */
public final class VideosProgress implements IntConsumer, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String task;
    private final int videos;
    private final boolean lines;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final InstantSource clock;
    private Instant nextLine;
    private int alreadyDone;

    /**
     * Begins with none done.
     *
     * @param task the word for what was done to them, as {@code checked}
     * @param err where it is shown
     */
    public VideosProgress(String task, int videos, Progress progress, PrintWriter err) {
        this(task, videos, progress, err, InstantSource.system());
    }

    VideosProgress(String task, int videos, Progress progress, PrintWriter err, InstantSource clock) {
        this.clock = clock;
        this.nextLine = clock.instant().plus(BETWEEN_LINES);
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
        alreadyDone = done;
        if (bar != null) {
            bar.setExtraMessage("");
            bar.stepTo(done);
        } else if (lines && (done == videos || clock.instant().isAfter(nextLine))) {
            nextLine = clock.instant().plus(BETWEEN_LINES);
            err.println(task + " " + done + " of " + Counted.of(videos, "video"));
            err.flush();
        }
    }

    /**
     * Shows how far the present video is.
     *
     * @param share of it as a percentage, or how much of it where its length is unknown
     */
    public void within(String video, String share) {
        if (bar != null) {
            bar.setExtraMessage(" " + share + " of " + video);
        } else if (lines && clock.instant().isAfter(nextLine)) {
            nextLine = clock.instant().plus(BETWEEN_LINES);
            err.println(
                    task + " " + alreadyDone + " of " + Counted.of(videos, "video") + ", " + share + " of " + video);
            err.flush();
        }
    }

    /** Ends the bar's line, which is drawn anew below of what is printed next. */
    public void makeRoom() {
        if (bar != null) {
            err.println();
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
