package org.i3d4j.video.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Cuts out a window whose sides are some of a few shares of the frame's shorter side, the same in all frames of a clip, and
 * scales it: the crop of temporal segment networks (Wang et al., ECCV 2016), as mmaction2 has it.
 *
 * @param size of the result
 * @param scales shares of the shorter side, in falling order
 * @param maxWhScaleGap how many places in {@code scales} the two sides may lie apart
 */
public record VideoMultiScaleCrop(
        @FixedSize.HeightAndWidth List<Integer> size,

        @Key(
                doc = "sides of the part, as shares of the frame's shorter side",
                absent = "[1, 0.875, 0.75, 0.66]",
                above = 0,
                max = 1)
        List<Double> scales,

        @Key(doc = "how far apart in 'scales' height and width may be", absent = "1", min = 0)
        int maxWhScaleGap,

        @Key(
                doc = "where it is cut: 5, in corners or centre; 13, on a grid of quarters; or anywhere",
                absent = "random")
        Positions positions)
        implements SpatialTransform, FixedSize {

    /** Where the window may lie. */
    public enum Positions implements YamlNamed {
        /** In the corners and the centre. */
        FIVE("5"),
        /** On a grid of quarters of the margin. */
        THIRTEEN("13"),
        /** Anywhere. */
        RANDOM("random");

        private final String yamlName;

        Positions(String yamlName) {
            this.yamlName = yamlName;
        }

        @Override
        public String yamlName() {
            return yamlName;
        }
    }

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

    private static final int CORNERS_AND_CENTRE = 5;

    private record Quarters(int across, int down) {}

    private record Size(int height, int width) {}

    public VideoMultiScaleCrop {
        size = List.copyOf(size);
        scales = List.copyOf(scales);
        KeyRules.require(VideoMultiScaleCrop.class, size, scales, maxWhScaleGap, positions);
        if (scales.isEmpty()) {
            throw new ConfigException("'scales' is empty; it has to hold at least one share");
        }
    }

    @Override
    public Kind kind() {
        return Kind.RESIZED_CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        List<Size> windows = windows(earlier);
        Size window = windows.get(random.nextInt(windows.size()));
        return cut(earlier, window, random).scaled(height(), width());
    }

    private ClipGeometry cut(ClipGeometry frame, Size window, RandomGenerator random) {
        int marginDown = frame.height() - window.height();
        int marginAcross = frame.width() - window.width();
        if (positions == Positions.RANDOM) {
            int top = random.nextInt(marginDown + 1);
            return frame.cropped(top, random.nextInt(marginAcross + 1), window.height(), window.width());
        }
        int places = positions == Positions.FIVE ? CORNERS_AND_CENTRE : PLACES.size();
        Quarters place = PLACES.get(random.nextInt(places));
        return frame.cropped(
                marginDown / 4 * place.down(), marginAcross / 4 * place.across(), window.height(), window.width());
    }

    private List<Size> windows(ClipGeometry frame) {
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            for (int j = 0; j < scales.size(); j++) {
                if (Math.abs(i - j) <= maxWhScaleGap) {
                    sizes.add(new Size(
                            side(frame, scales.get(i), height(), frame.height()),
                            side(frame, scales.get(j), width(), frame.width())));
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
