package org.i3d4j.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A published set of one file of random bytes, and a cache without it. */
final class OneFileSet {
    static final byte[] CONTENT = bytes(200_000, 1);

    private final Path folder;
    private final WeightsCache cache;
    private final PublishedSet set;

    /** @param folder an empty one, for all of it */
    OneFileSet(Path folder) throws IOException {
        this.folder = folder;
        cache = new WeightsCache(folder.resolve("cache"));
        set = new PublishedSet("one", List.of(file("models/one.pt", CONTENT)));
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    WeightsCache cache() {
        return cache;
    }

    PublishedSet set() {
        return set;
    }

    /** The set's folder in the cache. */
    Path home() {
        return cache.folder().resolve("one");
    }

    PublishedFile file(String path, byte[] content) throws IOException {
        Path copy = Files.write(folder.resolve("content"), content);
        return PublishedOrigin.PYTORCH_I3D.file(path, GitBlob.of(copy));
    }

    static WeightsSource at(FileHost host) {
        return WeightsSource.of(Map.of(WeightsSource.VARIABLE, host.address()));
    }
}
