package org.i3d4j.cli.options;

/** What a command prints. */
public enum LogFormat {
    /** Our own lines. */
    PLAIN,
    /** The lines of the reference system. */
    REFERENCE
}
