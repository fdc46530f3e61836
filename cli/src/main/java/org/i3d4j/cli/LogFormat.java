package org.i3d4j.cli;

/** What a command prints. */
enum LogFormat {
    /** Our own lines. */
    PLAIN,
    /** The lines of the reference system. */
    REFERENCE
}
