package org.i3d4j.weights;

import java.util.List;

/** What a file that is no readable checkpoint seems to be, for people. */
final class FileLooks {
    private record Look(int offset, String magic, String description) {}

    private static final List<Look> LOOKS = List.of(
            new Look(0, "PK\u0005\u0006", "an empty zip archive"),
            new Look(0, "\u0093NUMPY", "a NumPy array, not a checkpoint"),
            new Look(0, "\u0089HDF", "an HDF5 file, as Keras writes; not readable"),
            new Look(0, "\u001f\u008b", "a gzip archive; unpack it first"),
            new Look(0, "version https://git-lfs", "a Git LFS pointer, not the file itself; run 'git lfs pull'"),
            new Look(0, "<!DOCTYPE", "a web page; the download has failed"),
            new Look(0, "<html", "a web page; the download has failed"),
            new Look(4, "ftyp", "an MP4 video, not a checkpoint"),
            new Look(
                    0,
                    "sys_info\u0000",
                    "a PyTorch file from before 0.1.10 (tar); load and save it with a newer PyTorch"),
            new Look(257, "ustar", "a tar archive; unpack it first"));

    private FileLooks() {}

    static String describe(FileHead head) {
        return LOOKS.stream()
                .filter(look -> head.hasAt(look.offset(), look.magic()))
                .map(look -> "looks like " + look.description())
                .findFirst()
                .orElseGet(() -> describeUnmarked(head));
    }

    private static String describeUnmarked(FileHead head) {
        if (head.file().toString().endsWith(SidecarFile.EXTENSION)) {
            return "is what i3d4j knows of the checkpoint beside it; name that";
        }
        if (isText(head)) {
            return "looks like text, not a checkpoint";
        }
        return "is no checkpoint of a known format (" + head.fileBytes() + " bytes)";
    }

    private static boolean isText(FileHead head) {
        for (int i = 0; i < head.length(); i++) {
            if (!isPrintable(head.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int character) {
        return (character >= ' ' && character < 0x7f) || character == '\n' || character == '\r' || character == '\t';
    }
}
