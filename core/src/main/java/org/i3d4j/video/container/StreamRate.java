package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.index.PacketEntry;
import org.i3d4j.video.index.PacketInspector;

/** Counts the frames of a file and the time they take, without decoding and without remembering any. */
public final class StreamRate {
    private long frames;
    private long firstPts = Long.MAX_VALUE;
    private long lastPts = Long.MIN_VALUE;

    private StreamRate() {}

    /**
     * The frame rate at which a file of constant rate keeps its times: the header's, if the frames fit to it; else, for
     * variable rates and wrong headers, the mean.
     *
     * @return frames per second; 0 where neither header nor timestamps tell
     * @throws org.i3d4j.error.VideoException if the file can't be read as video
     */
    public static double of(Path file, VideoLimits limits) {
        try (Demuxer demuxer = Demuxer.open(new LocalFile(file), limits)) {
            StreamRate counted = new StreamRate();
            counted.count(demuxer);
            StreamHeader header = StreamHeader.of(demuxer);
            return counted.rate(header.frameRate(), header.tickSeconds());
        }
    }

    private void count(Demuxer demuxer) {
        PacketInspector inspector = new PacketInspector(demuxer.stream().codecpar());
        AVPacket packet = av_packet_alloc();
        while (demuxer.read(packet)) {
            PacketEntry entry = PacketEntry.of(packet, inspector.visible(packet), inspector.intact(packet));
            if (entry.shown() && entry.hasPts()) {
                frames++;
                firstPts = Math.min(firstPts, entry.pts());
                lastPts = Math.max(lastPts, entry.pts());
            }
            av_packet_unref(packet);
        }
        av_packet_free(packet);
    }

    private double rate(double headerRate, double tickSeconds) {
        if (frames < 2 || lastPts <= firstPts) {
            return headerRate;
        }
        double seconds = (lastPts - firstPts) * tickSeconds;
        boolean headerFits = headerRate > 0 && Math.abs(headerRate * seconds - (frames - 1)) < 1;
        return headerFits ? headerRate : (frames - 1) / seconds;
    }
}
