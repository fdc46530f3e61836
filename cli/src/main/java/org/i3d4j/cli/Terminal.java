package org.i3d4j.cli;

/** What the output is connected to. */
final class Terminal {
    private Terminal() {}

    /** Whether a person may be watching, so that a line can be drawn over; the launcher looks, as Java can't reliably. */
    static boolean isInteractive() {
        return Boolean.getBoolean("i3d.terminal") && !"dumb".equals(System.getenv("TERM"));
    }
}
