package org.i3d4j.video.live;

import org.i3d4j.video.LiveSource;
import org.i3d4j.video.container.ContainerInput;

/** What stands behind a demuxer of a live source: opens it, watches over its silence, can give up. */
public interface LiveInput extends ContainerInput, InputWatch {

    static LiveInput of(LiveSource source) {
        return switch (source.kind()) {
            case PIPE -> PipeInput.of(source);
            case CAMERA, NETWORK -> new DeviceInput(source);
        };
    }

    /** What helps if the source shows no picture, to be added to the message; empty if nothing is known to. */
    default String advice() {
        return "";
    }
}
