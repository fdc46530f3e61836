package org.i3d4j.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** How {@code org.i3d4j.video} speaks to FFmpeg: quietly, in UTF-8, with local file names only. */
public final class Ffmpeg {
    private static final int MESSAGE_BYTES = 128;

    private Ffmpeg() {}

    /**
     * Turns off FFmpeg's log, which goes to the process's stderr: what the user must know is in our exceptions. It is the log of
     * all that the process does with FFmpeg by the same presets.
     */
    public static void silence() {
        av_log_set_level(AV_LOG_QUIET);
    }

    /** What the error code {@code error} means, in FFmpeg's words. */
    public static String describe(int error) {
        byte[] text = new byte[MESSAGE_BYTES];
        av_strerror(error, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * The name to open a local file by. The {@code file:} prefix keeps FFmpeg from reading a protocol, an option or a
     * pattern into a name; the bytes are UTF-8 on every platform. The caller closes it.
     */
    public static BytePointer url(Path file) {
        return new BytePointer("file:" + file, StandardCharsets.UTF_8);
    }

    /**
     * Options for opening an input, the caller's to free: of one of these containers, through one of these protocols, and no
     * other file that it refers to.
     *
     * @param containers FFmpeg's names, with commas between them
     * @param protocols likewise
     */
    public static AVDictionary onlyFrom(String containers, String protocols) {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "format_whitelist", containers, 0);
        av_dict_set(options, "protocol_whitelist", protocols, 0);
        av_dict_set(options, "enable_drefs", "0", 0);
        return options;
    }
}
