package example;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;

/** Videos whose classes a program knows, by a query to its database say. */
record Catalogue(Map<Path, String> classOfVideo, List<String> names) implements VideoDataset {
    @Override
    public ClassNames classNames() {
        return ClassNames.of(names); // the first is number 0
    }

    @Override
    public List<VideoSample> samples() {
        return classOfVideo.keySet().stream()
                .sorted()
                .map(video -> new VideoSample(video, names.indexOf(classOfVideo.get(video))))
                .toList();
    }

    @Override
    public List<SkippedVideo> skipped() {
        return List.of();
    }

    @Override
    public Path source() {
        return Path.of("catalogue"); // what errors begin with
    }

    @Override
    public String description() {
        return classOfVideo.size() + " videos of the catalogue";
    }
}
