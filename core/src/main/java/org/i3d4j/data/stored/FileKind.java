package org.i3d4j.data.stored;

import java.nio.file.Path;
import java.util.Set;
import org.i3d4j.video.VideoExtensions;

/** What a file is by its name. */
public enum FileKind {
    /** Has the extension of a container that is read. */
    VIDEO,
    /** A {@code .npy} array. */
    CLIP,
    /** Has an extension that is known not to be a video's. */
    OTHER,
    /** Any other name: a look into the file tells. */
    UNKNOWN;

    private static final String CLIP_EXTENSION = "npy";

    /** What lies beside videos in data sets and downloads; none of it is worth a look. */
    private static final Set<String> OTHER_EXTENSIONS = Set.of(
            // Text, tables, subtitles
            "ass",
            "cfg",
            "conf",
            "csv",
            "doc",
            "docx",
            "htm",
            "html",
            "idx",
            "ini",
            "json",
            "jsonl",
            "log",
            "md",
            "nfo",
            "pdf",
            "rtf",
            "srt",
            "ssa",
            "sub",
            "tsv",
            "txt",
            "url",
            "vtt",
            "xls",
            "xlsx",
            "xml",
            "yaml",
            "yml",
            // Pictures, also those in the container of MP4
            "avif",
            "bmp",
            "heic",
            "heif",
            "jpeg",
            "jpg",
            "png",
            "svg",
            "tif",
            "tiff",
            "webp",
            // Sound
            "aac",
            "ac3",
            "aif",
            "aiff",
            "flac",
            "m4a",
            "mka",
            "mp3",
            "oga",
            "opus",
            "wav",
            "wma",
            // Arrays, models, archives, programs
            "7z",
            "bz2",
            "db",
            "dll",
            "exe",
            "gz",
            "h5",
            "hdf5",
            "jar",
            "lmdb",
            "lnk",
            "mat",
            "npz",
            "onnx",
            "pickle",
            "pkl",
            "pt",
            "pth",
            "py",
            "rar",
            "safetensors",
            "sh",
            "so",
            "sqlite",
            "tar",
            "tfrecord",
            "tgz",
            "torrent",
            "xz",
            "zip",
            "zst",
            // Half a file: the rest may still come
            "crdownload",
            "download",
            "filepart",
            "part",
            "partial",
            "temp",
            "tmp",
            "ytdl");

    /** The kind of a file of this name, which need not exist. */
    public static FileKind of(Path file) {
        return ofName(String.valueOf(file.getFileName()));
    }

    /** As {@link #of}, by the name alone. */
    static FileKind ofName(String name) {
        String extension = VideoExtensions.ofName(name);
        if (VideoExtensions.ALL.contains(extension)) {
            return VIDEO;
        }
        if (extension.equals(CLIP_EXTENSION)) {
            return CLIP;
        }
        return OTHER_EXTENSIONS.contains(extension) ? OTHER : UNKNOWN;
    }

    /** Whether a file of this name is taken for a video without a look into it. */
    public static boolean isNamedAsVideo(Path file) {
        FileKind kind = of(file);
        return kind == VIDEO || kind == CLIP;
    }

    /** A file name without the extension of a video or a clip. */
    public static String stem(String name) {
        FileKind kind = ofName(name);
        return kind == VIDEO || kind == CLIP ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}
