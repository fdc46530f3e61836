package org.i3d4j.cli;

/** What the output is connected to. */
final class Terminal {
    private Terminal() {}

    /** Whether a person may be watching, so that a line can be drawn over. */
    static boolean isInteractive() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }
}
