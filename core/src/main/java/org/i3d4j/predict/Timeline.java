package org.i3d4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.predict.SlidingWindow.Steps;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.input.NearestSpan;

/**
 * What a network says of a video over time.
 *
 * @param input what was classified: the name of a file
 * @param steps the window, in frames of this video
 * @param frames of the whole video, those that could be decoded
 * @param durationSeconds from the first frame until the last has been shown
 * @param windows in order, at least one
 * @param whole of the video: the mean of the windows' logits
 * @param damage what is known to be lost of the video, for people
 */
public record Timeline(
        String input,
        Steps steps,
        int frames,
        double durationSeconds,
        List<WindowPrediction> windows,
        Prediction whole,
        Optional<String> damage) {
    public Timeline {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(input + ": a time line without a window");
        }
    }

    /** The same places with other scores. */
    Timeline with(List<WindowPrediction> others, Prediction ofAll, Optional<String> alsoLost) {
        return new Timeline(input, steps, frames, durationSeconds, others, ofAll, damage.or(() -> alsoLost));
    }

    /** The maps of all windows, if they were {@linkplain SlidingPredictor#withMaps asked for}. */
    public Optional<ClassMaps> maps() {
        List<ClassMap> all =
                windows.stream().flatMap(window -> window.map().stream()).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new ClassMaps(all));
    }

    /** The window whose middle is nearest to a frame; of two that are as near, the earlier. */
    public WindowPrediction windowAt(int frame) {
        return windows.get(NearestSpan.of(
                frame, windows.size(), window -> windows.get(window).middleFrame()));
    }

    /** Half way between the middles of a window and the next. */
    private double borderFrame(int window) {
        return (windows.get(window).middleFrame() + windows.get(window + 1).middleFrame()) / 2;
    }

    private double borderSeconds(int window) {
        return (windows.get(window).middleSeconds() + windows.get(window + 1).middleSeconds()) / 2;
    }

    /** Runs of windows with the same most probable class, from the first frame to the last. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int window = 1; window <= windows.size(); window++) {
            int classIndex = windows.get(from).best().index();
            if (window == windows.size() || windows.get(window).best().index() != classIndex) {
                segments.add(segment(from, window, classIndex));
                from = window;
            }
        }
        return segments;
    }

    /** @param to the window behind the last */
    private Segment segment(int from, int to, int classIndex) {
        boolean last = to == windows.size();
        double mean = windows.subList(from, to).stream()
                .mapToDouble(window -> window.of(classIndex).probability())
                .average()
                .orElseThrow();
        return new Segment(
                from == 0 ? 0 : (int) Math.round(borderFrame(from - 1)),
                last ? frames : (int) Math.round(borderFrame(to - 1)),
                from == 0 ? 0 : borderSeconds(from - 1),
                last ? durationSeconds : borderSeconds(to - 1),
                to - from,
                classIndex,
                windows.get(from).best().name(),
                mean);
    }
}
