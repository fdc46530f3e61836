package org.i3d4j.cli.options;

import picocli.CommandLine.Option;

/** Whether a command about several inputs prints for programs. */
public final class JsonOption {
    @Option(names = "--json", description = "One JSON object a line for each input.")
    private boolean json;

    public boolean isJson() {
        return json;
    }
}
