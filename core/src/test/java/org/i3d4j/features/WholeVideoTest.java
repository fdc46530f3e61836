package org.i3d4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.features.WholeVideo.Piece;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.predict.input.WindowSpan;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeVideoTest {
    private static final int SIDE = 32;
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 4);

    private static Network network;

    @BeforeAll
    static void load() {
        network = Engines.create(
                SETTINGS, GoldenModel.weights(SETTINGS, 3, false), ActivationRanges.NONE, Compute.DEFAULT);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static List<Float> steps(ClipBatch clip, int from, int to) {
        LayerValues values =
                LayerValues.of(network.forward(clip, Set.of("features")).endpoint("features"));
        float[] found = new float[(to - from) * values.channels()];
        values.eachStep(0, from, to, found, 0);
        return IntStream.range(0, found.length).mapToObj(i -> found[i]).toList();
    }

    private static int stepsOf(int frames) {
        return (frames + 7) / 8 - 1;
    }

    private static ClipBatch part(ClipBatch whole, WindowSpan span) {
        ClipBatch part = ClipBatch.allocate(1, 3, span.frames(), SIDE, SIDE);
        for (int channel = 0; channel < 3; channel++) {
            for (int frame = 0; frame < span.frames(); frame++) {
                part.plane(0, channel, frame).put(whole.plane(0, channel, span.start() + frame));
            }
        }
        return part;
    }

    /** All remainders by 4, and ends just behind and in front of a piece's. oneDNN sums in another order where sizes differ. */
    @ParameterizedTest
    @ValueSource(ints = {9, 120, 201, 202, 203, 204, 184, 183, 185})
    void piecesGiveWhatOneClipDoes(int frames) {
        try (ClipBatch whole = GoldenClips.batch(7, 1, 3, frames, SIDE, SIDE)) {
            List<Float> inOne = steps(whole, 0, stepsOf(frames));
            List<Float> inPieces = new ArrayList<>();
            for (Piece piece : WholeVideo.inOne(frames, 8).pieces()) {
                try (ClipBatch part = part(whole, piece.span())) {
                    inPieces.addAll(steps(part, piece.from(), piece.to()));
                }
            }
            assertThat(inPieces).hasSameSizeAs(inOne);
            for (int i = 0; i < inOne.size(); i++) {
                assertThat(inPieces.get(i)).as("value %d", i).isCloseTo(inOne.get(i), Offset.offset(1e-4f));
            }
        }
    }

    /** The spans of {@code range(1, t - 56, 1600)} in extract_features.py, and the steps of each. */
    @ParameterizedTest
    @ValueSource(ints = {1601, 1656, 1657, 1658, 3257, 3258, 3300, 5000})
    void longVideosAreCutAsThatToolDoes(int frames) {
        int rows = 0;
        int lastEnd = 0;
        for (int start = 1; start < frames - 56; start += 1600) {
            int end = Math.min(frames - 1, start + 1600 + 56);
            rows += stepsOf(end - Math.max(1, start - 48));
            lastEnd = end;
        }

        List<Piece> pieces = WholeVideo.asPiergiaj(frames, 32).pieces();

        assertThat(pieces.stream().mapToInt(piece -> piece.to() - piece.from()).sum())
                .isEqualTo(rows);
        assertThat(pieces.get(0).span().start()).isEqualTo(1);
        assertThat(pieces.get(pieces.size() - 1).span().end()).isEqualTo(lastEnd);
        assertThat(pieces).allMatch(piece -> piece.span().frames() <= 48 + 256 + 56 + 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 1600, 1601, 1657, 3258, 5000})
    void everyPieceIsHandedOnInOrderAsItsLastFrameComes(int frames) {
        WholeVideo schedule = WholeVideo.asPiergiaj(frames, 32);
        List<WindowSpan> found = new ArrayList<>();
        for (int seen = 1; seen <= frames; seen++) {
            for (WindowSpan span : schedule.complete(seen)) {
                assertThat(span.end()).isEqualTo(seen);
                assertThat(span.start()).isGreaterThanOrEqualTo(seen - schedule.kept());
                found.add(span);
            }
        }
        assertThat(found).isEqualTo(schedule.pieces().stream().map(Piece::span).toList());
        assertThat(schedule.ended()).isTrue();
    }

    @Test
    void eightFramesAreNoWholeVideo() {
        assertThatThrownBy(() -> WholeVideo.asPiergiaj(8, 32))
                .isInstanceOf(ShapeException.class)
                .hasMessage("has 8 frames; a whole video has to have at least 9");
    }
}
