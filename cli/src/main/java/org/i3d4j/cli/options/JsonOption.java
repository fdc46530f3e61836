package org.i3d4j.cli.options;

import picocli.CommandLine.Option;

/** Whether a command that tells of several things prints for programs. */
public final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    public boolean isJson() {
        return json;
    }
}
