package org.i3d4j.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar with figures behind it: on a narrow terminal the last ones are left out and the bar is short, on none are loss or the
 * time left cut off.
 */
final class TrainBar implements ProgressBarRenderer {
    private static final String BETWEEN = "  ";
    private static final int SHORTEST = 8;
    private static final int LONGEST = 40;

    /** What an extra message is made of. */
    static String message(List<String> figures) {
        return String.join(BETWEEN, figures);
    }

    @Override
    public String render(ProgressState state, int width) {
        String done = String.format(
                Locale.ROOT, "%3d %% ", state.getMax() == 0 ? 100 : 100 * state.getCurrent() / state.getMax());
        String count = " " + state.getCurrent() + "/" + state.getMax();
        int left = width - done.length() - count.length() - SHORTEST - 2;
        List<String> shown = new ArrayList<>();
        for (String figure : state.getExtraMessage().split(BETWEEN, -1)) {
            left -= BETWEEN.length() + figure.length();
            if (left < 0) {
                break;
            }
            shown.add(BETWEEN + figure);
        }
        String figures = String.join("", shown);
        int length = Math.min(LONGEST, width - done.length() - count.length() - figures.length() - 2);
        return done + bar(state, Math.max(1, length)) + count + figures;
    }

    private static String bar(ProgressState state, int length) {
        int filled = state.getMax() == 0
                ? length
                : Math.toIntExact(Math.min(length, length * state.getCurrent() / state.getMax()));
        String head = filled < length ? ">" : "";
        return "[" + "=".repeat(filled) + head + " ".repeat(length - filled - head.length()) + "]";
    }
}
