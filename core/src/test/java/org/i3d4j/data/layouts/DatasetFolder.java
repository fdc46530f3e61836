package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.DatasetException;

/** A small data set in the making. */
record DatasetFolder(Path root) {

    void text(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** Empty files: whether they can be read is not asked when a data set is opened. */
    void videos(String... names) throws IOException {
        for (String name : names) {
            text(name, "");
        }
    }

    /** The files of samples as paths under the root, with their labels. */
    List<String> samples(VideoDataset dataset) {
        return dataset.samples().stream()
                .map(sample -> root.relativize(sample.file()) + " " + sample.labels())
                .toList();
    }

    List<String> skipped(VideoDataset dataset) {
        return dataset.skipped().stream()
                .map(video -> root.relativize(video.file()) + " " + video.reason())
                .toList();
    }

    /** Opening fails with a message that begins with this place under the root. */
    void assertRefused(ThrowingCallable opening, String place, String... words) {
        assertThatThrownBy(opening)
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve(place).toString())
                .satisfies(e -> {
                    for (String word : words) {
                        assertThat(e.getMessage()).contains(word);
                    }
                });
    }
}
