package org.i3d4j.features;

import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/** How other programs scale frames and cut 224x224 pixels out. */
final class ToolFrames {
    private static final int CROP = 224;
    private static final int SHORT_SIDE = 256;
    private static final double LEAST_RGB = 226;
    private static final double LEAST_FLOW = 224;

    private ToolFrames() {}

    /** Of {@code models/transforms.py}: sides and margins are cut off to whole pixels. */
    static ClipView videoFeatures(int width, int height) {
        int scaledWidth = width;
        int scaledHeight = height;
        if (Math.min(width, height) != SHORT_SIDE) {
            boolean tall = width < height;
            scaledWidth = tall ? SHORT_SIDE : (int) ((double) SHORT_SIDE * width / height);
            scaledHeight = tall ? (int) ((double) SHORT_SIDE * height / width) : SHORT_SIDE;
        }
        ClipGeometry scaled =
                ClipGeometry.whole(height, width).resized(scaledHeight, scaledWidth, Interpolation.BILINEAR);
        return view(scaled.cropped((scaledHeight - CROP) / 2, (scaledWidth - CROP) / 2, CROP, CROP));
    }

    /** Of {@code charades_dataset_full.py} and {@code videotransforms.py}: OpenCV's sizes, margins to the even neighbour. */
    static ClipView piergiaj(int width, int height, int channels) {
        double least = channels == Modality.FLOW.channels() ? LEAST_FLOW : LEAST_RGB;
        int shorter = Math.min(width, height);
        ClipGeometry scaled = ClipGeometry.whole(height, width);
        if (shorter < least) {
            double scale = 1 + (least - shorter) / shorter;
            scaled = scaled.resized(
                    (int) Math.rint(height * scale), (int) Math.rint(width * scale), Interpolation.LINEAR);
        }
        int top = (int) Math.rint((scaled.height() - CROP) / 2.0);
        int left = (int) Math.rint((scaled.width() - CROP) / 2.0);
        return view(scaled.cropped(top, left, CROP, CROP));
    }

    private static ClipView view(ClipGeometry geometry) {
        return new ClipView(geometry, PixelOperation.NONE);
    }
}
