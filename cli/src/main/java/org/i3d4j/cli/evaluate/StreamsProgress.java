package org.i3d4j.cli.evaluate;

import java.util.function.Function;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.evaluate.TwoStreamEvaluator;
import org.i3d4j.video.Modality;
import org.jspecify.annotations.Nullable;

/** Shows how far each of two streams is, one behind the other. */
final class StreamsProgress implements TwoStreamEvaluator.Listener, AutoCloseable {
    private final Function<String, VideosProgress> begin;
    private @Nullable Modality stream;
    private @Nullable VideosProgress present;

    /** @param begin shows a task, which it is given the words for */
    StreamsProgress(Function<String, VideosProgress> begin) {
        this.begin = begin;
    }

    @Override
    public void done(Modality atWork, int videos) {
        VideosProgress shown = present;
        if (shown == null || stream != atWork) {
            close();
            shown = begin.apply(atWork == Modality.RGB ? "evaluated RGB of" : "evaluated flow of");
            present = shown;
            stream = atWork;
        }
        shown.accept(videos);
    }

    @Override
    public void close() {
        if (present != null) {
            present.close();
        }
    }
}
