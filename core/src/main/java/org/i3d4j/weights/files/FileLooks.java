package org.i3d4j.weights.files;

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
            new Look(0, "(dp", "a Python pickle of protocol 0; in Python: pickle.dump(..., protocol=2)"),
            new Look(4, "ftyp", "an MP4 video, not a checkpoint"),
            new Look(
                    0,
                    "sys_info\u0000",
                    "a PyTorch file from before 0.1.10 (tar); load and save it with a newer PyTorch"),
            new Look(257, "ustar", "a tar archive; unpack it first"));

    static final String SAVED_MODEL =
            "is a TensorFlow SavedModel, whose variables have no names of their own; in Python:"
                    + " tf.compat.v1.train.Saver().save(...) writes what can be read";

    private static final int FIRST_ONNX_VERSION = 3;
    private static final int LAST_ONNX_VERSION = 32;

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
        String name = String.valueOf(head.file().getFileName());
        if (name.endsWith(".index.json") || (head.at(0) == '{' && head.contains("\"weight_map\""))) {
            return "is the index of a checkpoint in several files; join them in Python, safetensors.torch.load_file on"
                    + " each and save_file on all";
        }
        if (name.equals("saved_model.pb")) {
            return SAVED_MODEL;
        }
        if (isOnnx(head)) {
            return "looks like an ONNX model, which i3d4j writes but doesn't read; name the checkpoint it was made from";
        }
        if (isText(head)) {
            return "looks like text, not a checkpoint";
        }
        return "is no checkpoint of a known format (" + head.fileBytes() + " bytes)";
    }

    /** A message that begins with a version of the format, then the producer's name, the graph or the operator sets. */
    private static boolean isOnnx(FileHead head) {
        boolean versioned = head.at(0) == 0x08 && head.at(1) >= FIRST_ONNX_VERSION && head.at(1) <= LAST_ONNX_VERSION;
        return versioned && (head.at(2) == 0x12 || head.at(2) == 0x3a || head.at(2) == 0x42);
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
