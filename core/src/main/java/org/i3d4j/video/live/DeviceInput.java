package org.i3d4j.video.live;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.Advice;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.container.ContainerInput;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/** A camera or a network address, read by FFmpeg itself, which asks a {@link Watch} whether to go on waiting. */
final class DeviceInput implements LiveInput {
    private static final String CAMERA_FORMAT = "video4linux2";
    private static final String NETWORK_FORMATS = ContainerInput.CONTAINERS + ",rtsp,rtp,mjpeg,mpjpeg,nut";
    /** None of these reaches a local file, even by a redirection. */
    private static final String NETWORK_PROTOCOLS = "http,https,httpproxy,tls,tcp,udp,rtp,rtsp,rtsps";

    private final LiveSource source;
    private final Watch watch;

    DeviceInput(LiveSource source) {
        this.source = source;
        this.watch = new Watch(source.stallTimeoutMillis());
    }

    /** Nothing may be thrown through FFmpeg's C code. */
    private static final class Watch extends AVIOInterruptCB.Callback_Pointer {
        private final long limitNanos;
        private volatile long startNanos = System.nanoTime();
        private volatile boolean aborted;
        private volatile boolean stalled;

        Watch(long limitMillis) {
            limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        }

        @Override
        public int call(Pointer opaque) {
            stalled |= System.nanoTime() - startNanos > limitNanos;
            return aborted || stalled ? 1 : 0;
        }
    }

    @Override
    public String name() {
        return source.address();
    }

    @Override
    public AVFormatContext open() {
        boolean camera = source.kind() == LiveSource.Kind.CAMERA;
        AVInputFormat format = camera ? cameraFormat() : null;
        AVFormatContext container = avformat_alloc_context();
        container.interrupt_callback().callback(watch);
        AVDictionary options = camera ? new AVDictionary(null) : Ffmpeg.onlyFrom(NETWORK_FORMATS, NETWORK_PROTOCOLS);
        watch.startNanos = System.nanoTime();
        try (BytePointer url = new BytePointer(source.address(), StandardCharsets.UTF_8)) {
            int result = avformat_open_input(container, url, format, options);
            if (result < 0) {
                throw failure()
                        .orElseGet(() -> new VideoException(
                                source.address() + ": can't be opened as live video: " + Ffmpeg.describe(result)));
            }
        } finally {
            av_dict_free(options);
        }
        return container;
    }

    /** FFmpeg's library of devices needs system libraries for sound and windows that a server may not have. */
    private @Nullable AVInputFormat cameraFormat() {
        try {
            avdevice_register_all();
        } catch (LinkageError e) {
            throw new VideoException(
                    source.address() + ": cameras need FFmpeg's device library, which can't be loaded here ("
                            + e.getMessage() + "); install libxcb, libasound and libpulse, or pipe the camera in",
                    e);
        }
        AVInputFormat format = av_find_input_format(CAMERA_FORMAT);
        if (format == null) {
            throw new VideoException(source.address() + ": this platform's FFmpeg has no " + CAMERA_FORMAT
                    + "; pipe the camera in instead");
        }
        return format;
    }

    @Override
    public void beforeRead() {
        watch.startNanos = System.nanoTime();
    }

    @Override
    public Optional<VideoException> failure() {
        return watch.stalled
                ? Optional.of(new VideoException(source.address() + ": gave nothing for "
                        + source.stallTimeoutMillis() / 1000.0 + " s; " + Advice.WAIT_LONGER))
                : Optional.empty();
    }

    @Override
    public void abort() {
        watch.aborted = true;
    }

    @Override
    public void close() {
        watch.close();
    }
}
