package org.i3d4j.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.TensorData;

/**
 * Stands in for an I3D: the logits of the first three classes are a clip's mean red, green and blue in [-1, 1], that of
 * class c above is -c. Of optical flow, of the first two its mean motion. Every endpoint is the logits. Keeps what it was given.
 */
public final class MeanColorNetwork implements Network {
    private final ModelSettings settings;
    private final List<Seen> seen = new ArrayList<>();

    /**
     * One clip that was classified.
     *
     * @param frames number of frames
     * @param redOfFrames mean red of each frame
     * @param values all values, C,T,H,W
     */
    public record Seen(int frames, int height, int width, List<Double> redOfFrames, List<Float> values) {}

    public MeanColorNetwork(int classes) {
        this(3, classes);
    }

    /** For clips of other channels than RGB. */
    public MeanColorNetwork(int channels, int classes) {
        this.settings = ModelSettings.of(channels, classes);
    }

    /** Every clip so far. */
    public List<Seen> seen() {
        return seen;
    }

    @Override
    public ModelSettings settings() {
        return settings;
    }

    @Override
    public String description() {
        return "mean colors";
    }

    @Override
    public Activations forward(ClipBatch clips, Set<String> endpoints) {
        float[] logits = new float[clips.clips() * settings.classes()];
        for (int clip = 0; clip < clips.clips(); clip++) {
            seen.add(look(clips, clip));
            for (int c = 0; c < settings.classes(); c++) {
                logits[clip * settings.classes() + c] = c < clips.channels() ? (float) meanOf(clips, clip, c) : -c;
            }
        }
        TensorData asEndpoint = TensorData.of(logits, clips.clips(), settings.classes());
        return new Activations(
                new Logits(logits, settings.classes()),
                endpoints.stream().collect(Collectors.toMap(name -> name, name -> asEndpoint)));
    }

    private static Seen look(ClipBatch clips, int clip) {
        List<Float> values = new ArrayList<>();
        List<Double> red = new ArrayList<>();
        for (int channel = 0; channel < clips.channels(); channel++) {
            for (int frame = 0; frame < clips.frames(); frame++) {
                FloatBuffer plane = clips.plane(clip, channel, frame);
                for (int i = 0; i < plane.limit(); i++) {
                    values.add(plane.get(i));
                }
                if (channel == 0) {
                    red.add(mean(plane));
                }
            }
        }
        return new Seen(clips.frames(), clips.height(), clips.width(), red, values);
    }

    private static double meanOf(ClipBatch clips, int clip, int channel) {
        double sum = 0;
        for (int frame = 0; frame < clips.frames(); frame++) {
            sum += mean(clips.plane(clip, channel, frame));
        }
        return sum / clips.frames();
    }

    private static double mean(FloatBuffer plane) {
        double sum = 0;
        for (int i = 0; i < plane.limit(); i++) {
            sum += plane.get(i);
        }
        return sum / plane.limit();
    }

    @Override
    public void close() {
        seen.clear();
    }
}
