package org.i3d4j.evaluate.scores;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.report.JsonReport;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyFile;

/** An array of float32, videos x classes, and beside it {@code NAME.npy.json} with the videos and the classes. */
final class NpyScores {
    private NpyScores() {}

    /** The file that says what the rows and columns of {@code array} are. */
    static Path list(Path array) {
        return array.resolveSibling(array.getFileName() + ".json");
    }

    static void write(Path file, LabelledScores scores) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("files", scores.videos().stream().map(VideoPrediction::file).toList());
        list.put("labels", labels(scores));
        list.putAll(scores.description());
        JsonReport.write(list(file), list);
        ScoreTable table = scores.table();
        NpyFile.write(
                file,
                new TensorInfo(DataType.F32, List.of((long) table.videos(), (long) table.classes())),
                channel -> write(table, channel));
    }

    /** A number for each video; a list of them where there can be several. */
    private static List<?> labels(LabelledScores scores) {
        List<List<Integer>> labels =
                scores.videos().stream().map(VideoPrediction::labels).toList();
        return scores.multiLabel()
                ? labels
                : labels.stream().map(ofVideo -> ofVideo.get(0)).toList();
    }

    private static void write(ScoreTable table, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(table.classes() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int video = 0; video < table.videos(); video++) {
            bytes.clear().asFloatBuffer().put(table.row(video));
            AtomicFile.writeFully(channel, bytes);
        }
    }
}
