package org.i3d4j.torch.train;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.files.AtomicFile;

/** Lists the videos that a run left out, each once, in {@code skipped.csv}; none, no file. */
final class SkippedVideos implements TrainListener {
    private final Path file;
    private final Set<SkippedVideo> videos = new LinkedHashSet<>();

    /** @param missing videos known to be left out before the first is read */
    SkippedVideos(Path folder, List<SkippedVideo> missing) {
        this.file = folder.resolve("skipped.csv");
        videos.addAll(missing);
    }

    @Override
    public void skipped(SkippedVideo video) {
        videos.add(video);
    }

    @Override
    public void validated(int epoch, long step, Evaluation evaluation) {
        videos.addAll(evaluation.skipped());
    }

    @Override
    public void close() {
        if (!videos.isEmpty()) {
            AtomicFile.write(file, csv().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String csv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord("file", "reason");
            videos.forEach(video -> csv.writeRecord(video.file().toString(), video.reason()));
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
