package org.i3d4j.video.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Cuts out a window whose sides are some of a few shares of the frame's shorter side, the same in all frames of a clip, and
 * scales it: the crop of temporal segment networks (Wang et al., ECCV 2016), as mmaction2 has it.
 *
 * @param height of the result
 * @param width of the result
 * @param scales shares of the shorter side, in falling order
 * @param maxGap how many places in {@code scales} the two sides may lie apart
 * @param positions {@code 5}: corners and centre; {@code 13}: on a grid of quarters; {@code 0}: anywhere
 */
public record VideoMultiScaleCrop(int height, int width, List<Double> scales, int maxGap, int positions)
        implements SpatialTransform {
    /** A side this near to the wanted one takes its size, which saves scaling. */
    private static final int NEAR_PIXELS = 3;

    /** Places in quarters of the margin, across and down; the first five are corners and centre. */
    private static final List<Quarters> PLACES = List.of(
            new Quarters(0, 0),
            new Quarters(4, 0),
            new Quarters(0, 4),
            new Quarters(4, 4),
            new Quarters(2, 2),
            new Quarters(0, 2),
            new Quarters(4, 2),
            new Quarters(2, 4),
            new Quarters(2, 0),
            new Quarters(1, 1),
            new Quarters(3, 1),
            new Quarters(1, 3),
            new Quarters(3, 3));

    private record Quarters(int across, int down) {}

    private record Size(int height, int width) {}

    public VideoMultiScaleCrop {
        scales = List.copyOf(scales);
        if (height < 1 || width < 1 || maxGap < 0) {
            throw new ConfigException("VideoMultiScaleCrop: height and width must be at least 1 and the gap at least 0,"
                    + " found " + height + "x" + width + " and " + maxGap);
        }
        if (scales.isEmpty() || scales.stream().anyMatch(scale -> !(scale > 0 && scale <= 1))) {
            throw new ConfigException("VideoMultiScaleCrop: scales must be above 0 and at most 1, found " + scales);
        }
        if (positions != 0 && positions != 5 && positions != PLACES.size()) {
            throw new ConfigException("VideoMultiScaleCrop: positions must be 0, 5 or 13, found " + positions);
        }
    }

    @Override
    public Kind kind() {
        return Kind.RESIZED_CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        List<Size> sizes = sizes(earlier);
        Size size = sizes.get(random.nextInt(sizes.size()));
        int marginDown = earlier.height() - size.height();
        int marginAcross = earlier.width() - size.width();
        ClipGeometry window;
        if (positions == 0) {
            int top = random.nextInt(marginDown + 1);
            window = earlier.cropped(top, random.nextInt(marginAcross + 1), size.height(), size.width());
        } else {
            Quarters place = PLACES.get(random.nextInt(positions));
            window = earlier.cropped(
                    marginDown / 4 * place.down(), marginAcross / 4 * place.across(), size.height(), size.width());
        }
        return window.scaled(height, width);
    }

    private List<Size> sizes(ClipGeometry frame) {
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            for (int j = 0; j < scales.size(); j++) {
                if (Math.abs(i - j) <= maxGap) {
                    sizes.add(new Size(
                            side(frame, scales.get(i), height, frame.height()),
                            side(frame, scales.get(j), width, frame.width())));
                }
            }
        }
        return sizes;
    }

    private static int side(ClipGeometry frame, double scale, int wanted, int available) {
        int side = Math.max((int) (Math.min(frame.height(), frame.width()) * scale), 1);
        return Math.abs(side - wanted) < NEAR_PIXELS && wanted <= available ? wanted : side;
    }
}
