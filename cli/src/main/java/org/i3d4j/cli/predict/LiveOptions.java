package org.i3d4j.cli.predict;

import java.util.Optional;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.LiveSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A source that is no file, which has to be asked for. */
final class LiveOptions {
    private static final double DEFAULT_STALL_SECONDS = 30;

    @Option(
            names = "--live",
            paramLabel = "SOURCE",
            description = "Instead of inputs: follow - (standard input), a FIFO, a camera as /dev/video0, or a URL, and"
                    + " print every window as it comes.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--allow-network", description = "Let --live open an rtsp, http, tcp or udp address.")
    private boolean allowNetwork;

    @Option(
            names = "--stall-timeout",
            paramLabel = "SECONDS",
            description = "End when --live gives nothing for so long (default: 30).")
    private Optional<Double> stallTimeoutSeconds = Optional.empty();

    boolean isLive() {
        return source.isPresent();
    }

    /** @throws ParameterException if there are options for a live source but none is named */
    void check(CommandLine command) {
        if (source.isEmpty() && (allowNetwork || stallTimeoutSeconds.isPresent())) {
            throw new ParameterException(command, "--allow-network and --stall-timeout need --live");
        }
    }

    /**
     * What to follow, if anything.
     *
     * @throws ParameterException if it may not be opened
     */
    Optional<LiveSource> source(CommandLine command) {
        long stallTimeoutMillis = Math.round(1000 * stallTimeoutSeconds.orElse(DEFAULT_STALL_SECONDS));
        try {
            return source.map(address -> new LiveSource(address, allowNetwork, stallTimeoutMillis));
        } catch (VideoException e) {
            throw new ParameterException(command, "--live: " + ErrorMessage.of(e));
        }
    }
}
