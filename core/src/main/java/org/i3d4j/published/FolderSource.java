package org.i3d4j.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;

/** A folder that a cache filled: a folder a set, named like it. */
final class FolderSource implements WeightsSource {
    private final Path folder;

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String fetch(PublishedSet set, PublishedFile file, Path part, boolean anew, DownloadProgress progress) {
        Path found = folder.resolve(set.name()).resolve(file.name());
        if (!Files.isRegularFile(found)) {
            throw new WeightsException(set.name() + ": there is no " + found);
        }
        try (InputStream in = opened(found)) {
            // With the rights of a new file, whatever those of the other are.
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            long bytes = Files.size(part);
            progress.at(set.name() + "/" + file.name(), bytes, OptionalLong.of(bytes));
        } catch (IOException e) {
            throw new OutputException(part + ": can't be copied from " + found + ": " + IoReason.of(e, part), e);
        }
        return found.toString();
    }

    private static InputStream opened(Path found) {
        try {
            return Files.newInputStream(found);
        } catch (IOException e) {
            throw new WeightsException(found + ": can't be read: " + IoReason.of(e, found), e);
        }
    }
}
