package org.i3d4j.features;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.ShapeException;
import org.i3d4j.predict.input.WindowSchedule;
import org.i3d4j.predict.input.WindowSpan;
import org.i3d4j.text.Counted;

/**
 * A whole video as one clip, taken through the network in pieces that overlap so far that each step in time comes out as if the
 * video were in one. A step of the pooled features sees frames 47 in front of its own eight to 62 behind their first. A piece begins
 * at a multiple of 8 frames and its length leaves the same remainder by 4 as the whole's: the padding in time, which depends on
 * the length, is then the same in both.
 */
final class WholeVideo implements WindowSchedule {
    private static final int STEP_FRAMES = 8;
    private static final int FRAMES_BEFORE = 48;
    private static final int FRAMES_BEHIND = 56;
    private static final int PADDING_PERIOD = 4;
    /** The head's pooling takes two steps. */
    private static final int LEAST_FRAMES = STEP_FRAMES + 1;

    /** What fits in a GPU's memory, in {@code extract_features.py}. */
    private static final int CHUNK = 1600;

    private static final int CHUNK_BEFORE = 48;
    private static final int CHUNK_BEHIND = 56;

    private final List<Piece> pieces;
    private int next;

    /**
     * Frames that go through the network together.
     *
     * @param span which
     * @param from the first step in time that is kept of what comes out
     * @param to the step behind the last
     */
    record Piece(WindowSpan span, int from, int to) {}

    private WholeVideo(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * One clip.
     *
     * @param frames of the video
     * @param steps in time that a piece gives at most
     * @throws ShapeException if there are fewer than 9 frames
     */
    static WholeVideo inOne(int frames, int steps) {
        return new WholeVideo(piecesOf(0, frames, steps));
    }

    /** The clips that {@code extract_features.py} makes: one, or of more than 1600 frames several that overlap. */
    static WholeVideo asPiergiaj(int frames, int steps) {
        if (frames <= CHUNK) {
            return inOne(frames, steps);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int start = 1; start < frames - CHUNK_BEHIND; start += CHUNK) {
            int end = Math.min(frames - 1, start + CHUNK + CHUNK_BEHIND);
            pieces.addAll(piecesOf(Math.max(1, start - CHUNK_BEFORE), end, steps));
        }
        return new WholeVideo(pieces);
    }

    private static List<Piece> piecesOf(int start, int end, int steps) {
        int frames = end - start;
        if (frames < LEAST_FRAMES) {
            throw new ShapeException(
                    "has " + Counted.of(frames, "frame") + "; a whole video has to have at least " + LEAST_FRAMES);
        }
        int all = (frames + STEP_FRAMES - 1) / STEP_FRAMES - 1;
        List<Piece> pieces = new ArrayList<>();
        int to;
        for (int from = 0; from < all; from = to) {
            int first = Math.max(0, from * STEP_FRAMES - FRAMES_BEFORE);
            int behind = (from + steps) * STEP_FRAMES + FRAMES_BEHIND + frames % PADDING_PERIOD;
            to = behind >= frames ? all : from + steps;
            WindowSpan span = WindowSpan.full(start + first, start + Math.min(frames, behind));
            pieces.add(new Piece(span, from - first / STEP_FRAMES, to - first / STEP_FRAMES));
        }
        return pieces;
    }

    List<Piece> pieces() {
        return pieces;
    }

    @Override
    public int kept() {
        return pieces.stream().mapToInt(piece -> piece.span().frames()).max().orElseThrow();
    }

    @Override
    public int stride() {
        return 1;
    }

    @Override
    public List<WindowSpan> complete(int seen) {
        List<WindowSpan> complete = new ArrayList<>();
        for (; next < pieces.size() && pieces.get(next).span().end() == seen; next++) {
            complete.add(pieces.get(next).span());
        }
        return complete;
    }

    @Override
    public List<WindowSpan> rest(int seen) {
        return List.of();
    }

    /** Whether the stream had the frames of all pieces. */
    boolean ended() {
        return next == pieces.size();
    }
}
