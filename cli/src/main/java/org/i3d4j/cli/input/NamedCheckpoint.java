package org.i3d4j.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.DownloadBar;
import org.i3d4j.error.WeightsException;
import org.i3d4j.published.PublishedSet;
import org.i3d4j.published.PublishedWeights;
import org.i3d4j.published.WeightsCache;
import org.i3d4j.published.WeightsSource;
import org.i3d4j.text.NearestName;
import org.i3d4j.weights.files.WeightsFiles;
import picocli.CommandLine.Model.CommandSpec;

/** What a checkpoint's name stands for: a file, or weights that were published under it. */
public final class NamedCheckpoint {
    private NamedCheckpoint() {}

    /**
     * The file to read: {@code named} itself if there is one, else that of the published weights of this name, which are fetched
     * unless they are in the user's cache.
     *
     * @param spec of the command that was given the name
     * @throws WeightsException if they can't be fetched, or no file has this name and published weights have one much like it
     */
    public static Path file(Path named, CommandSpec spec) {
        if (Files.exists(WeightsFiles.locate(named))) {
            return named;
        }
        Optional<PublishedWeights> weights = PublishedWeights.named(named.toString());
        if (weights.isEmpty()) {
            PublishedWeights.nearest(named.toString()).ifPresent(meant -> {
                throw new WeightsException(named + ": no such file, and no published weights have this name"
                        + NearestName.question(meant));
            });
            return named;
        }
        return published(weights.get().files(), spec);
    }

    /**
     * The file of a published set that is to be opened, from the user's cache or else fetched into it.
     *
     * @throws WeightsException if it can't be fetched
     */
    public static Path published(PublishedSet set, CommandSpec spec) {
        return published(set, WeightsCache.ofUser(System.getenv()), spec);
    }

    /** As {@link #published(PublishedSet, CommandSpec)}, in another cache. */
    public static Path published(PublishedSet set, WeightsCache cache, CommandSpec spec) {
        Session session = Session.of(spec);
        if (session.isOffline() || cache.find(set).isPresent()) {
            return cache.require(set);
        }
        WeightsSource source = WeightsSource.of(System.getenv());
        try (DownloadBar progress =
                new DownloadBar(session.progress(), spec.commandLine().getErr())) {
            return cache.fetch(set, source, progress);
        }
    }
}
