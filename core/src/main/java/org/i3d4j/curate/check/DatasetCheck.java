package org.i3d4j.curate.check;

import java.util.List;
import java.util.function.IntConsumer;
import org.i3d4j.curate.DatasetPart;
import org.i3d4j.curate.OrderedWork;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.curate.check.VideoExaminer.Finding;
import org.i3d4j.data.VideoSample;

/**
 * Opens every video of a data set.
 *
 * @param work by how many threads, and how long one video may take
 * @param decode whether every frame is decoded too, which finds damage in the middle of files and takes much longer
 */
public record DatasetCheck(OrderedWork work, boolean decode) {

    /**
     * Examines the videos of all {@code parts}; what is wrong with one never ends it. The findings depend on nothing but
     * the files.
     *
     * @param progress told how many videos are done
     */
    public CheckResult check(List<DatasetPart> parts, IntConsumer progress) {
        CheckTally tally = new CheckTally();
        for (DatasetPart part : parts) {
            tally.begin(part);
            VideoExaminer examiner = new VideoExaminer(
                    part.split().loading().source(),
                    part.name(),
                    part.sampler(),
                    part.split().transforms(),
                    decode);
            work.run(
                    part.split().dataset().samples(),
                    sample -> examiner.examine(sample.file()),
                    sample -> late(part, sample),
                    (sample, finding) -> {
                        tally.add(sample, finding);
                        progress.accept(tally.videos());
                    });
        }
        return tally.result();
    }

    private Finding late(DatasetPart part, VideoSample sample) {
        String detail = "not read after " + work.patience().toSeconds() + " s; left alone";
        return new Finding(null, new Problem(sample.file(), part.name(), Kind.BROKEN, detail));
    }
}
