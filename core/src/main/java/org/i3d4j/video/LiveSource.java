package org.i3d4j.video;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.Advice;
import org.i3d4j.error.VideoException;

/**
 * A source of frames that is no ordinary file, which a user has to ask for by name: data files, lists of videos and
 * configurations can't bring one in.
 *
 * @param address            {@code -} for standard input, a FIFO or other file to read once, {@code /dev/videoN} for a
 *                           camera, or a URL
 * @param allowNetwork       whether a URL may be opened
 * @param stallTimeoutMillis how long the source may give nothing
 */
public record LiveSource(String address, boolean allowNetwork, long stallTimeoutMillis) {
    /** The address of standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.+");
    private static final Pattern CAMERA = Pattern.compile("/dev/(video\\d+|v4l/.+)");
    private static final Set<String> SCHEMES = Set.of("rtsp", "rtsps", "http", "https", "tcp", "udp", "rtp");

    /** How a source is opened. */
    public enum Kind {
        /** Bytes that are read once: standard input, a FIFO. */
        PIPE,
        /** A device of this machine. */
        CAMERA,
        /** A URL. */
        NETWORK
    }

    public LiveSource {
        if (stallTimeoutMillis < 1) {
            throw new VideoException(
                    address + ": a time limit of " + stallTimeoutMillis + " ms; expected at least 1 ms");
        }
        Matcher url = URL.matcher(address);
        if (url.matches() && !SCHEMES.contains(url.group(1).toLowerCase(Locale.ROOT))) {
            throw new VideoException(address + ": addresses of this kind are not opened; expected " + SCHEMES);
        }
        if (url.matches() && !allowNetwork) {
            throw new VideoException(address + ": is a network address; " + Advice.LET_NETWORK);
        }
    }

    /** As {@link #address} says. */
    public Kind kind() {
        if (URL.matcher(address).matches()) {
            return Kind.NETWORK;
        }
        return CAMERA.matcher(address).matches() ? Kind.CAMERA : Kind.PIPE;
    }
}
