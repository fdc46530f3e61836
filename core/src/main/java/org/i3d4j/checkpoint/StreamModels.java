package org.i3d4j.checkpoint;

import java.util.List;
import java.util.Optional;
import org.i3d4j.data.ClassNames;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Modality;

/**
 * The two models of a two-stream I3D, of the same classes.
 *
 * @param rgb takes frames of RGB
 * @param flow takes optical flow
 */
public record StreamModels(SavedModel rgb, SavedModel flow) {

    /**
     * Sees to it that they go together.
     *
     * @throws ShapeException if one takes other frames, naming it
     * @throws WeightsException if they have other numbers of classes, or classes of other names or in another order
     */
    public StreamModels {
        require(rgb, Modality.RGB);
        require(flow, Modality.FLOW);
        int classes = rgb.settings().classes();
        if (flow.settings().classes() != classes) {
            throw new WeightsException(
                    flow.file() + ": has " + Counted.of(flow.settings().classes(), "class") + ", " + rgb.file() + " "
                            + classes + "; both streams have to tell the same classes apart");
        }
        requireSameNames(rgb, flow);
    }

    /**
     * The model, if it is of that stream.
     *
     * @throws ShapeException if it takes other frames
     */
    public static SavedModel require(SavedModel model, Modality stream) {
        int channels = model.settings().inputChannels();
        if (channels != stream.channels()) {
            throw new ShapeException(model.file() + ": is a model of frames of " + Modality.words(channels)
                    + "; expected one of " + Modality.words(stream.channels()));
        }
        return model;
    }

    private static void requireSameNames(SavedModel rgb, SavedModel flow) {
        List<String> ofRgb = rgb.classNamesOrPublished();
        List<String> ofFlow = flow.classNamesOrPublished();
        if (ofRgb.isEmpty() || ofFlow.isEmpty()) {
            return;
        }
        try {
            String flowFile = flow.file().toString();
            String rgbFile = rgb.file().toString();
            ClassNames.of(ofFlow, flowFile).requireFirstOf(ClassNames.of(ofRgb, rgbFile), flowFile, rgbFile);
        } catch (DatasetException e) {
            throw new WeightsException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What a user should hear of classes that can't be compared; empty if both models name theirs, or none does. */
    public Optional<String> note() {
        boolean named = !rgb.classNamesOrPublished().isEmpty();
        if (named != flow.classNamesOrPublished().isEmpty()) {
            return Optional.empty();
        }
        SavedModel silent = named ? flow : rgb;
        SavedModel other = named ? rgb : flow;
        return Optional.of(silent.file() + " names no classes; they are taken to be those of " + other.file()
                + ", in the same order");
    }

    /** The one whose class names are used: that of RGB, unless only the other has any. */
    public SavedModel naming() {
        return rgb.classNamesOrPublished().isEmpty() ? flow : rgb;
    }
}
