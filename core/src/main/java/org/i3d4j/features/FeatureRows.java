package org.i3d4j.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.i3d4j.error.WeightsException;
import org.i3d4j.features.WholeVideo.Piece;
import org.i3d4j.network.Activations;
import org.i3d4j.predict.input.Window;
import org.i3d4j.predict.input.WindowBatch;

/** Makes a row of each window that comes out of the network. Used once. */
final class FeatureRows implements WindowBatch.Listener {
    private final FeatureSettings settings;
    private final int crops;
    private final Optional<List<Piece>> pieces;
    private final Consumer<FeatureRow> each;
    private int told;
    private int lastEnd;

    /** @param pieces of a whole video, which say what is kept of each window */
    FeatureRows(FeatureSettings settings, int crops, Optional<List<Piece>> pieces, Consumer<FeatureRow> each) {
        this.settings = settings;
        this.crops = crops;
        this.pieces = pieces;
        this.each = each;
    }

    @Override
    public void told(List<Window> windows, Activations activations) {
        LayerValues layer = LayerValues.of(activations.endpoint(settings.layer().endpoint()));
        for (int i = 0; i < windows.size(); i++) {
            try {
                tell(windows.get(i), layer, i * crops);
            } catch (WeightsException e) {
                throw new WeightsException(windows.get(i) + ": " + e.getMessage(), e);
            }
        }
    }

    private void tell(Window window, LayerValues layer, int firstClip) {
        boolean eachStep = settings.perTimeStep() || pieces.isPresent();
        int index = told;
        int from = pieces.map(all -> all.get(index).from()).orElse(0);
        int to = pieces.map(all -> all.get(index).to()).orElse(layer.steps());
        int steps = eachStep ? to - from : 1;
        float[] values = new float[crops * steps * layer.channels()];
        for (int crop = 0; crop < crops; crop++) {
            int at = crop * steps * layer.channels();
            if (eachStep) {
                layer.eachStep(firstClip + crop, from, to, values, at);
            } else {
                layer.mean(firstClip + crop, values, at);
            }
        }
        told++;
        lastEnd = window.span().end();
        each.accept(new FeatureRow(
                index,
                window.span().start(),
                lastEnd,
                window.startSeconds(),
                window.endSeconds(),
                shape(eachStep, steps, layer.channels()),
                values));
    }

    private List<Integer> shape(boolean eachStep, int steps, int channels) {
        List<Integer> shape = new ArrayList<>();
        if (crops > 1) {
            shape.add(crops);
        }
        if (eachStep) {
            shape.add(steps);
        }
        shape.add(channels);
        return List.copyOf(shape);
    }

    FeatureEnd end(int frames, double frameRate, double durationSeconds, Optional<String> damage) {
        return new FeatureEnd(frames, frameRate, durationSeconds, told, frames - lastEnd, damage);
    }
}
