package org.i3d4j.video;

import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.text.Counted;

/** What the channels of frames are: the two streams of two-stream networks, told apart by how many there are. */
public enum Modality {
    /** Red, green, blue. */
    RGB(3, "RGB"),
    /** Optical flow: horizontal motion, to the right, then vertical, down. */
    FLOW(2, "optical flow");

    private final int channels;
    private final String words;

    Modality(int channels, String words) {
        this.channels = channels;
        this.words = words;
    }

    /** Channels of a frame. */
    public int channels() {
        return channels;
    }

    /** The one of so many channels; empty if there is none. */
    public static Optional<Modality> of(int channels) {
        return Stream.of(values())
                .filter(modality -> modality.channels == channels)
                .findFirst();
    }

    /** A number of channels for people, as {@code 2 channels (optical flow)}. */
    public static String words(int channels) {
        String number = Counted.of(channels, "channel");
        return of(channels)
                .map(modality -> number + " (" + modality.words + ")")
                .orElse(number);
    }

    /** How values of so many channels come to [-1, 1] in clips that are prepared, for people. */
    public static String scaling(int channels) {
        return channels == FLOW.channels
                ? "optical flow in pixels cut off at 20 and -20 and divided by 20"
                : "pixels as x / 255 * 2 - 1 makes them";
    }

    /**
     * Why frames can't be given to a network, to go behind the name of what has them.
     *
     * @param found channels of the frames
     * @param model what the network is called
     * @param taken channels that it takes, others
     */
    public static String mismatch(int found, String model, int taken) {
        String advice = found == RGB.channels && taken == FLOW.channels
                ? ". The flow of a data set's videos is read with stream: flow; that of a live source is not computed"
                : "";
        return "has frames of " + words(found) + "; " + model + " takes " + words(taken) + ", model.in_channel: "
                + taken + advice;
    }
}
