package org.i3d4j.video;

import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.i3d4j.error.VideoException;

/** What stands behind a demuxer of a live source: opens it, watches over its silence, can give up. Closed after its container. */
interface LiveInput extends ContainerInput, AutoCloseable {
    /** Behind a demuxer of an ordinary file: nothing to watch. */
    LiveInput NONE = new LiveInput() {
        @Override
        public String name() {
            throw new UnsupportedOperationException("an ordinary file has its demuxer's name");
        }

        @Override
        public AVFormatContext open() {
            throw new UnsupportedOperationException("an ordinary file is opened by its demuxer");
        }
    };

    static LiveInput of(LiveSource source) {
        return switch (source.kind()) {
            case PIPE -> PipeInput.of(source);
            case CAMERA, NETWORK -> new DeviceInput(source);
        };
    }

    /** To be called whenever something is waited for anew. */
    default void beforeRead() {}

    /** Why the source ended, where it did not end by itself. */
    default Optional<VideoException> failure() {
        return Optional.empty();
    }

    /** What helps if the source shows no picture, to be added to the message; empty if nothing is known to. */
    default String advice() {
        return "";
    }

    /** Ends waiting for data; any thread may call it. */
    default void abort() {}

    @Override
    default void close() {}
}
