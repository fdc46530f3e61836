package org.i3d4j.predict.heat;

import org.i3d4j.report.seeing.HeatLayer;
import org.i3d4j.report.seeing.HeatLegend;
import org.i3d4j.video.Clip;

/** Draws the maps of a video on its frames, all by one scale, with a legend. For one thread. */
public final class HeatFrames {
    private final ClassMaps maps;
    private final MapPixels pixels;
    private final HeatLayer layer;
    private final HeatLegend legend;

    /**
     * For frames of one size.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public HeatFrames(ClassMaps maps, int width, int height) {
        this.maps = maps;
        pixels = new MapPixels(width, height);
        layer = new HeatLayer(width, maps.largest());
        legend = new HeatLegend(width, height, maps.largest());
    }

    /**
     * Draws on one frame.
     *
     * @param index of the frame in the video
     * @param frame RGB, a clip of one frame of this size; changed
     * @throws org.i3d4j.error.OutputException if this Java can't draw text
     */
    public void draw(int index, Clip frame) {
        ClassMap map = maps.at(index);
        layer.draw(pixels.of(map, index), frame.frame(0));
        legend.draw(map.place().holds(index) ? map.label() : ClassMaps.UNSEEN, frame, 0);
    }
}
