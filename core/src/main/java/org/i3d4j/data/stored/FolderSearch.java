package org.i3d4j.data.stored;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.data.stored.FoundVideos.Unusable;
import org.i3d4j.video.reading.PictureSequence;
import org.jspecify.annotations.Nullable;

/** One search through a folder and those below it. */
final class FolderSearch {
    private final UnknownFiles unknown;
    private final List<Path> videos = new ArrayList<>();
    private final List<Unusable> unusable = new ArrayList<>();
    private final PassedOver passedOver = new PassedOver();
    /** Folders searched, by where they really lie: links may lead back, or to one folder from several. */
    private final Set<Path> searched = new HashSet<>();

    private int depth;
    private int below;

    FolderSearch(UnknownFiles unknown) {
        this.unknown = unknown;
    }

    FoundVideos in(Path folder) {
        searched.add(real(folder));
        search(FolderEntries.of(folder));
        return new FoundVideos(videos, below, unusable, passedOver);
    }

    private void search(List<Path> entries) {
        Set<String> videoStems = new HashSet<>();
        for (Path entry : entries) {
            if (FileKind.of(entry) == FileKind.VIDEO) {
                videoStems.add(stem(entry));
            }
        }
        depth++;
        entries.forEach(entry -> look(entry, videoStems));
        depth--;
    }

    private void look(Path entry, Set<String> videoStems) {
        BasicFileAttributes attributes = attributes(entry);
        if (attributes == null) {
            return;
        }
        if (attributes.isDirectory()) {
            lookIntoFolder(entry, videoStems);
        } else if (attributes.isRegularFile()) {
            lookAtFile(entry, videoStems);
        } else if (FileKind.isNamedAsVideo(entry)) {
            unusable.add(new Unusable(entry, "is a pipe or device; expected a video file"));
        } else {
            passedOver.add(entry);
        }
    }

    /** Null for what is not there, which is told. */
    private @Nullable BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            if (FileKind.of(entry) == FileKind.OTHER) {
                passedOver.add(entry);
            } else {
                unusable.add(new Unusable(entry, FolderEntries.unreachable(entry, e)));
            }
            return null;
        }
    }

    /** One that can't be read costs only what lies in it. */
    private void lookIntoFolder(Path folder, Set<String> videoStems) {
        try {
            lookIntoFolder(folder, FolderEntries.read(folder), videoStems);
        } catch (IOException e) {
            unusable.add(new Unusable(folder, FolderEntries.unreadable(folder, e)));
        }
    }

    private void lookIntoFolder(Path folder, List<Path> entries, Set<String> videoStems) {
        if (!FolderEntries.areFrames(entries)) {
            if (searched.add(real(folder))) {
                search(entries);
            } else {
                passedOver.addOther("behind links to folders searched before");
            }
        } else if (videoStems.contains(stem(folder))) {
            passedOver.addOther("as frames beside its video");
        } else if (PictureSequence.isVerticalFlow(folder)) {
            passedOver.addOther("as the vertical half of optical flow");
        } else {
            take(folder);
        }
    }

    private void lookAtFile(Path file, Set<String> videoStems) {
        switch (FileKind.of(file)) {
            case VIDEO -> take(file);
            case CLIP -> {
                if (videoStems.contains(stem(file))) {
                    passedOver.add(file, " beside its video");
                } else {
                    take(file);
                }
            }
            case UNKNOWN -> {
                if (unknown.isVideo(file)) {
                    take(file);
                } else {
                    passedOver.add(file);
                }
            }
            case OTHER -> passedOver.add(file);
        }
    }

    private void take(Path video) {
        videos.add(video);
        below += depth > 1 ? 1 : 0;
    }

    private static String stem(Path file) {
        return FileKind.stem(FolderEntries.name(file));
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
