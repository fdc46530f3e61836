package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avformat.AVFMTCTX_NOHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/** Tells by a look at the beginning of a file whether a reader would open it, whatever its name. */
public final class VideoContainers {
    private VideoContainers() {}

    /**
     * Whether a file is of one of the containers that are read and, as far as its header tells, has pictures that move.
     * Decodes nothing, so a damaged video passes. False for what can't be opened or is no regular file.
     */
    public static boolean holdsVideo(Path file) {
        Ffmpeg.silence();
        LocalFile input = new LocalFile(file);
        AVFormatContext container;
        try {
            container = input.open();
        } catch (VideoException e) {
            return false;
        }
        try {
            return (container.ctx_flags() & AVFMTCTX_NOHEADER) != 0 || hasVideoStream(container);
        } finally {
            input.close(container);
        }
    }

    private static boolean hasVideoStream(AVFormatContext container) {
        for (int i = 0; i < container.nb_streams(); i++) {
            AVStream stream = container.streams(i);
            if (stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                    && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0) {
                return true;
            }
        }
        return false;
    }
}
