package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/** The bytes of a container from their beginning, as often as they are opened. */
public interface ContainerInput {
    /** Containers that hold their media themselves: no playlists, scripts, image sequences, devices or protocols. */
    String CONTAINERS = "mov,matroska,webm,avi,gif,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,h264,hevc,ivf,obu";

    /** What errors call it: the name of a file. */
    String name();

    /**
     * Opens the container alone, nothing known yet of its streams; {@link #close} frees it.
     *
     * @throws org.i3d4j.error.VideoException if it is none of the {@link #CONTAINERS}
     */
    AVFormatContext open();

    /** Frees what {@link #open} gave; nothing more if it was freed before. */
    default void close(AVFormatContext container) {
        avformat_close_input(container);
    }

    /** A failure to read what was opened, or its reason where the bytes tell it. */
    default RuntimeException explained(RuntimeException failure) {
        return failure;
    }
}
