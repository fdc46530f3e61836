package org.i3d4j.cli.options;

import org.i3d4j.network.Engine;
import picocli.CommandLine.Option;

/** What runs the network. */
public final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "auto, onednn (x86-64 CPUs) or libtorch; auto is the fastest that can (default: ${DEFAULT-VALUE}).",
            defaultValue = "auto")
    private Engine engine = Engine.AUTO;

    public Engine engine() {
        return engine;
    }
}
