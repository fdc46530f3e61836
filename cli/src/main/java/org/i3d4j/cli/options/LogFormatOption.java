package org.i3d4j.cli.options;

import picocli.CommandLine.Option;

/** Whose lines a command prints. */
public final class LogFormatOption {
    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "plain, or reference: the lines that the reference system prints, of eval nothing else on standard"
                            + " output (default: ${DEFAULT-VALUE}).",
            defaultValue = "plain")
    private LogFormat format = LogFormat.PLAIN;

    /** What a command prints. */
    enum LogFormat {
        /** Our own lines. */
        PLAIN,
        /** The lines of the reference system. */
        REFERENCE
    }

    public boolean isReference() {
        return format == LogFormat.REFERENCE;
    }
}
