package org.i3d4j.cli.progress;

/** How it is shown. */
public enum Progress {
    /** Not at all. */
    NONE,
    /** By a line now and then. */
    LINES,
    /** By a bar that is drawn over. */
    BAR;

    /** A bar where a person may be watching; the launcher looks, as Java can't reliably. */
    public static Progress of(boolean quiet) {
        if (quiet) {
            return NONE;
        }
        return Boolean.getBoolean("i3d.terminal") && !"dumb".equals(System.getenv("TERM")) ? BAR : LINES;
    }
}
