package org.i3d4j.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.i3d4j.published.DownloadProgress;
import org.jspecify.annotations.Nullable;

/** Shows how much of a file is there: a bar for each on a terminal, else a line now and then. */
public final class DownloadBar implements DownloadProgress, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1_000_000;

    private final Progress progress;
    private final PrintWriter err;
    private Instant nextLine = Instant.now().plus(BETWEEN_LINES);
    private @Nullable String shown;
    private @Nullable ProgressBar bar;

    /** @param err where it is shown */
    public DownloadBar(Progress progress, PrintWriter err) {
        this.progress = progress;
        this.err = err;
    }

    @Override
    public void at(String name, long bytes, OptionalLong all) {
        switch (progress) {
            case NONE -> {}
            case LINES -> line(name, bytes, all);
            case BAR -> of(name).maxHint(all.orElse(-1)).stepTo(bytes);
        }
    }

    private void line(String name, long bytes, OptionalLong all) {
        boolean ended = all.isPresent() && all.getAsLong() == bytes;
        if (ended || Instant.now().isAfter(nextLine)) {
            nextLine = Instant.now().plus(BETWEEN_LINES);
            err.println("fetched " + megabytes(bytes)
                    + (all.isPresent() && !ended ? " of " + megabytes(all.getAsLong()) : "") + " MB of " + name);
            err.flush();
        }
    }

    private static String megabytes(long bytes) {
        return String.valueOf(Math.round((double) bytes / MEGABYTE));
    }

    private ProgressBar of(String name) {
        ProgressBar now = bar;
        if (now == null || !name.equals(shown)) {
            close();
            now = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setUnit(" MB", MEGABYTE)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
            bar = now;
            shown = name;
        }
        return now;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
