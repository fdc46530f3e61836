package org.i3d4j.evaluate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.i3d4j.data.SkippedVideo;

/**
 * What one batch, or several, gave, in a form that travels between processes.
 *
 * @param clipsPerVideo views of each video
 * @param videos in the order of the batch
 * @param skipped videos of the batch that could not be read
 */
record BatchScores(int clipsPerVideo, List<VideoScores> videos, List<SkippedVideo> skipped) {

    /** The scores of one video. */
    static final class VideoScores {
        private final int sample;
        private final float[] scores;

        /**
         * Takes over {@code scores}.
         *
         * @param sample its position in the data set
         * @param scores one per class
         */
        VideoScores(int sample, float[] scores) {
            this.sample = sample;
            this.scores = scores;
        }

        int sample() {
            return sample;
        }

        /** One per class; not to be changed. */
        float[] scores() {
            return scores;
        }
    }

    /**
     * Several as one.
     *
     * @param views of each video, where there is no batch
     */
    static BatchScores together(List<BatchScores> batches, int views) {
        return new BatchScores(
                batches.isEmpty() ? views : batches.get(batches.size() - 1).clipsPerVideo(),
                batches.stream().flatMap(batch -> batch.videos().stream()).toList(),
                batches.stream().flatMap(batch -> batch.skipped().stream()).toList());
    }

    /** These of the videos alone, all others left out. */
    BatchScores of(Set<Integer> samples, List<SkippedVideo> leftOut) {
        return new BatchScores(
                clipsPerVideo,
                videos.stream()
                        .filter(video -> samples.contains(video.sample()))
                        .toList(),
                leftOut);
    }

    /** The same videos with other scores, by their position in the data set. */
    BatchScores withScores(Map<Integer, float[]> others) {
        return new BatchScores(
                clipsPerVideo,
                videos.stream()
                        .map(video ->
                                new VideoScores(video.sample(), Objects.requireNonNull(others.get(video.sample()))))
                        .toList(),
                skipped);
    }

    static byte[] encode(List<BatchScores> batches) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(batches.size());
            for (BatchScores batch : batches) {
                batch.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(clipsPerVideo);
        out.writeInt(videos.size());
        for (VideoScores video : videos) {
            out.writeInt(video.sample());
            out.writeInt(video.scores().length);
            for (float score : video.scores()) {
                out.writeFloat(score);
            }
        }
        byte[] leftOut = SkippedVideo.encode(skipped);
        out.writeInt(leftOut.length);
        out.write(leftOut);
    }

    static List<BatchScores> decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            List<BatchScores> batches = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                batches.add(read(in));
            }
            return batches;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BatchScores read(DataInputStream in) throws IOException {
        int clipsPerVideo = in.readInt();
        List<VideoScores> videos = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            int sample = in.readInt();
            float[] scores = new float[in.readInt()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = in.readFloat();
            }
            videos.add(new VideoScores(sample, scores));
        }
        return new BatchScores(clipsPerVideo, videos, SkippedVideo.decode(in.readNBytes(in.readInt())));
    }
}
