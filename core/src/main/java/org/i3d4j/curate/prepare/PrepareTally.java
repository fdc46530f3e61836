package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.i3d4j.curate.MadeFiles;
import org.i3d4j.curate.prepare.PrepareResult.Worst;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.report.CsvTable;

/** Counts what becomes of videos. For one thread. */
final class PrepareTally {
    private final Path folder;
    private final IntConsumer progress;
    private final List<SkippedVideo> skipped = new ArrayList<>();
    private final Map<Path, PreparedNote> copies = new LinkedHashMap<>();
    private final CsvTable table = new CsvTable(List.of(
            "copy",
            "frames",
            "width",
            "height",
            "bytes",
            "psnr",
            "worst_psnr",
            "source_width",
            "source_height",
            "source_bytes"));
    private FrameErrors errors = FrameErrors.NONE;
    private long bytes;
    private int written;
    private int done;

    PrepareTally(Path folder, List<SkippedVideo> missing, IntConsumer progress) {
        this.folder = folder;
        this.progress = progress;
        skipped.addAll(missing);
    }

    void addLeftOut(Path video, String reason) {
        skipped.add(new SkippedVideo(video, reason));
        progress.accept(++done);
    }

    void add(Path copy, PreparedNote note, boolean fresh) {
        long size = MadeFiles.bytes(copy);
        copies.put(copy, note);
        errors = errors.plus(note.errors());
        bytes += size;
        written += fresh ? 1 : 0;
        table.add(
                folder.relativize(copy),
                note.errors().frames(),
                note.width(),
                note.height(),
                size,
                decibels(note.errors().psnr()),
                decibels(note.errors().worstPsnr()),
                note.sourceWidth(),
                note.sourceHeight(),
                note.sourceBytes());
        progress.accept(++done);
    }

    private static String decibels(double psnr) {
        return Double.isFinite(psnr) ? String.format(Locale.ROOT, "%.2f", psnr) : "inf";
    }

    void write(Path copiesTable) {
        table.write(copiesTable);
    }

    List<SkippedVideo> skipped() {
        return skipped;
    }

    PrepareResult result(List<Path> others, double seconds) {
        return new PrepareResult(
                copies.keySet(),
                written,
                skipped,
                others,
                errors.frames(),
                bytes,
                copies.values().stream().mapToLong(PreparedNote::sourceBytes).sum(),
                errors.psnr(),
                worst(),
                seconds);
    }

    private Optional<Worst> worst() {
        return copies.entrySet().stream()
                .map(copy -> new Worst(copy.getKey(), copy.getValue().errors().worstPsnr()))
                .min((one, other) -> Double.compare(one.psnr(), other.psnr()));
    }
}
