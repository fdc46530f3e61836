package org.i3d4j.cli.features;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureListener;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.features.files.FeatureInput;
import org.i3d4j.features.files.FeatureRun;
import org.i3d4j.features.files.FeatureRun.Stream;
import org.i3d4j.features.files.FeatureRun.Written;
import org.i3d4j.text.Counted;

/** Video after video and stream after stream; one that fails ends nothing. */
record FeatureWork(
        FeatureRun run,
        FeatureNetworks networks,
        FeaturePrinter printer,
        InputFailures failures,
        VideosProgress progress) {
    private static final int PERCENT = 100;

    /** @throws OutputException if a file can't be written */
    void extract(List<FeatureInput> videos) {
        for (int done = 0; done < videos.size(); done++) {
            FeatureInput video = videos.get(done);
            networks.streams().forEach(stream -> extract(video, stream));
            progress.accept(done + 1);
        }
    }

    private void extract(FeatureInput input, Stream stream) {
        Path file = input.fileOf(stream.modality());
        try {
            if (run.isDone(input, stream)) {
                printer.kept(input.file(), file, run.file(input, stream));
            } else {
                FeatureExtractor extractor = networks.extractor(stream);
                long start = System.nanoTime();
                Written written = run.write(input, stream, extractor, new Shown(progress, name(file, stream)));
                progress.makeRoom();
                printer.written(input.file(), file, written, (System.nanoTime() - start) / 1e9);
            }
            failures.went();
        } catch (OutputException e) {
            throw e;
        } catch (I3dException e) {
            failures.failed(e);
            progress.makeRoom();
            printer.failed(input.file(), file, e);
        }
    }

    private String name(Path file, Stream stream) {
        return file.getFileName()
                + (networks.streams().size() > 1
                        ? " (" + stream.modality().name().toLowerCase(Locale.ROOT) + ")"
                        : "");
    }

    /** Shows how far a video is by the last frame of the last window. */
    private static final class Shown implements FeatureListener {
        private final VideosProgress progress;
        private final String name;
        private long expected;

        Shown(VideosProgress progress, String name) {
            this.progress = progress;
            this.name = name;
        }

        @Override
        public void began(long expectedFrames) {
            expected = expectedFrames;
        }

        @Override
        public void made(FeatureRow row) {
            progress.within(name, share(row));
        }

        private String share(FeatureRow row) {
            return expected > 0
                    ? Math.min(PERCENT, PERCENT * (long) row.endFrame() / expected) + " %"
                    : Counted.of(row.endFrame(), "frame");
        }
    }
}
