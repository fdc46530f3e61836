package org.i3d4j.video.transform;

import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Cuts ten windows out of every frame: top left, top right, bottom left, bottom right, centre, then the same five of the
 * mirrored frame, as torchvision's TenCrop.
 */
public record VideoTenCrop(@HeightAndWidth List<Integer> size) implements MultiCrop, FixedSize {
    public VideoTenCrop {
        size = List.copyOf(size);
        KeyRules.require(VideoTenCrop.class, size);
    }

    /** In pixels. */
    public VideoTenCrop(int height, int width) {
        this(List.of(height, width));
    }

    @Override
    public String words() {
        return "ten crops of " + sides();
    }

    @Override
    public int views() {
        return 10;
    }

    @Override
    public List<ClipGeometry> crops(ClipGeometry earlier) {
        earlier.checkHolds(height(), width(), name());
        return Stream.concat(five(earlier).stream(), five(earlier.mirrored()).stream())
                .toList();
    }

    private List<ClipGeometry> five(ClipGeometry frame) {
        int down = frame.height() - height();
        int across = frame.width() - width();
        return List.of(
                frame.cropped(0, 0, height(), width()),
                frame.cropped(0, across, height(), width()),
                frame.cropped(down, 0, height(), width()),
                frame.cropped(down, across, height(), width()),
                frame.cropped((int) Math.rint(down / 2.0), (int) Math.rint(across / 2.0), height(), width()));
    }
}
