package org.i3d4j.curate.show;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.report.CsvTable;
import org.i3d4j.report.picture.ContactSheet;
import org.i3d4j.report.picture.ContactSheet.Verdict;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;

/**
 * Writes clips as the loader hands them to the network: {@code clip-001.npy} and so on, float32 C,T,H,W;
 * {@code clips-1.png} and so on, contact sheets; {@code clips.csv}, what they are, with epochs counted from 1.
 *
 * @param split the videos, with a batch size of 1
 * @param loading in which order; {@code split}'s own for training
 */
public record ClipGallery(ConfiguredSplit split, LoaderSettings loading) {
    private static final int CLIPS_PER_SHEET = 16;
    private static final int FRAMES_PER_CLIP = 8;
    private static final int FRAME_HEIGHT = 128;

    public ClipGallery {
        if (loading.batchSize() != 1) {
            throw new ConfigException("clips are shown one by one; found a batch size of " + loading.batchSize());
        }
    }

    /**
     * Writes the first {@code count} clips of an epoch.
     *
     * @param epoch from 0; each has its own random choices
     * @throws org.i3d4j.error.DatasetException if no video can be read
     * @throws org.i3d4j.error.OutputException if a file can't be written
     */
    public List<ShownClip> write(Path folder, long epoch, int count) {
        Sheets sheets = new Sheets(folder);
        List<ShownClip> shown = new ArrayList<>();
        try (ClipLoader loader = new ClipLoader(split.dataset(), split.sampler(), split.transforms(), loading);
                Epoch batches = loader.epoch(epoch, 0)) {
            while (shown.size() < count) {
                LabelledBatch batch = batches.next();
                if (batch == null) {
                    break;
                }
                try (batch) {
                    for (int clip = 0;
                            !batch.isEmpty() && clip < batch.clipsPerVideo() && shown.size() < count;
                            clip++) {
                        ShownClip next = describe(folder, batch, clip, shown.size() + 1);
                        NpyFile.write(next.file(), tensor(batch.clips(), clip));
                        sheets.add(batch.clips(), next);
                        shown.add(next);
                    }
                }
            }
        }
        sheets.finish();
        writeList(folder.resolve("clips.csv"), shown, epoch);
        return shown;
    }

    private ShownClip describe(Path folder, LabelledBatch batch, int clip, int number) {
        VideoSample sample = batch.samples().get(0);
        ClassNames classes = split.dataset().classNames();
        List<String> names = sample.labels().stream().map(classes::name).toList();
        Path file = folder.resolve(String.format(Locale.ROOT, "clip-%03d.npy", number));
        return new ShownClip(file, sample.file(), names, batch.sampleIndices()[0], clip);
    }

    private void writeList(Path file, List<ShownClip> shown, long epoch) {
        CsvTable table = new CsvTable(List.of("clip", "video", "classes", "seed", "epoch", "sample", "clip_of_video"));
        shown.forEach(clip -> table.add(
                clip.file().getFileName(),
                clip.video(),
                String.join("; ", clip.classes()),
                loading.seed(),
                epoch + 1,
                clip.sample(),
                clip.clip()));
        table.write(file);
    }

    private static TensorData tensor(ClipBatch batch, int clip) {
        ByteBuffer values = TensorData.allocate(batch.clipValues() * Float.BYTES);
        FloatBuffer floats = values.asFloatBuffer();
        for (int channel = 0; channel < batch.channels(); channel++) {
            for (int frame = 0; frame < batch.frames(); frame++) {
                floats.put(batch.plane(clip, channel, frame));
            }
        }
        List<Long> shape =
                List.of((long) batch.channels(), (long) batch.frames(), (long) batch.height(), (long) batch.width());
        return new TensorData(DataType.F32, shape, values);
    }

    /** Contact sheets of a bounded size, one after the other. */
    private static final class Sheets {
        private final Path folder;
        private ContactSheet open = new ContactSheet(FRAMES_PER_CLIP, FRAME_HEIGHT);
        private int clips;
        private int written;

        Sheets(Path folder) {
            this.folder = folder;
        }

        void add(ClipBatch batch, ShownClip clip) {
            String name = clip.classes().isEmpty() ? "no class" : String.join(", ", clip.classes());
            try (Clip displayed = Displayed.of(batch, clip.clip())) {
                open.add(displayed, name + "  (" + clip.video().getFileName() + ")", Verdict.NONE);
            }
            clips++;
            if (clips == CLIPS_PER_SHEET) {
                finish();
            }
        }

        void finish() {
            if (clips == 0) {
                return;
            }
            written++;
            open.write(folder.resolve("clips-" + written + ".png"));
            open = new ContactSheet(FRAMES_PER_CLIP, FRAME_HEIGHT);
            clips = 0;
        }
    }
}
