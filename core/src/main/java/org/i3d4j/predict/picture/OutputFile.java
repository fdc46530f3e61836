package org.i3d4j.predict.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.picture.LabelStrip;

/** Looks at where a result shall go before it is computed. */
final class OutputFile {
    private OutputFile() {}

    /**
     * @throws OutputException if {@code output} is the video it is made from, a folder, or in a folder that is missing or
     *     can't be written to; or if labels can't be drawn here
     */
    static void require(Path output, Path video) {
        if (Files.isDirectory(output)) {
            throw new OutputException(output + ": is a folder; expected the name of a file to write");
        }
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            throw new OutputException(output + ": is not a regular file and can't be replaced by one");
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new OutputException(output + ": can't be written: its folder does not exist");
        }
        if (!Files.isWritable(folder)) {
            throw new OutputException(output + ": can't be written: no permission for its folder");
        }
        if (same(output, video)) {
            throw new OutputException(output + ": is the video itself; give the result another name");
        }
        LabelStrip.requireFonts();
    }

    private static boolean same(Path output, Path video) {
        try {
            return Files.exists(output) && Files.exists(video) && Files.isSameFile(video, output);
        } catch (IOException e) {
            throw new OutputException(output + ": can't be compared with " + video + ": " + IoReason.of(e), e);
        }
    }
}
