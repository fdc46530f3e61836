package org.i3d4j.predict.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.architecture.Extent;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.heat.MapPixels;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.report.seeing.HeatSheet;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;

/** Class activation maps as a picture: frames of the video at equal distances, below each the same with the map over it. */
public final class HeatPicture {
    private static final int FRAMES = 8;
    private static final int FRAME_HEIGHT = 192;
    private static final int WIDEST_FRAME = 352;

    private final Path video;
    private final Path file;
    private final VideoLimits limits;

    /**
     * Looks whether the picture could be written, before anything is computed.
     *
     * @param file the PNG or JPEG to write
     * @throws org.i3d4j.error.OutputException if it is the video itself, has the name of another kind of file or can't be written, or labels can't be drawn here
     */
    public HeatPicture(Path video, Path file, VideoLimits limits) {
        this.video = video;
        this.file = file;
        this.limits = limits;
        OutputFile.require(file, video);
        PictureFile.requireName(file);
    }

    /**
     * Draws and writes the picture, in place of an older one.
     *
     * @param maps of the video
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws ShapeException if it is optical flow, which has no picture to draw on
     * @throws org.i3d4j.error.OutputException if the picture can't be written or drawn
     */
    public void write(ClassMaps maps) {
        HeatSheet sheet = new HeatSheet(title(maps), notes(), unit(maps), maps.largest());
        try (OpenVideo open = VideoSource.of(video).open(limits)) {
            if (open.channels() != Modality.RGB.channels()) {
                throw new ShapeException(video + ": holds " + Modality.words(open.channels())
                        + "; maps are drawn on RGB, so name the video that it was made of");
            }
            double scale = Math.min((double) FRAME_HEIGHT / open.height(), (double) WIDEST_FRAME / open.width());
            int height = (int) Math.max(1, Math.round(scale * open.height()));
            int width = (int) Math.max(1, Math.round(scale * open.width()));
            int shown = Math.min(FRAMES, open.frameCount());
            MapPixels pixels = new MapPixels(width, height);
            try (Clip frame = Clip.allocate(1, height, width)) {
                for (int i = 0; i < shown; i++) {
                    int index = (int) ((i + 0.5) * open.frameCount() / shown);
                    open.read(new int[] {index}, frame, scale < 1 ? Interpolation.AREA : Interpolation.BILINEAR);
                    ClassMap map = maps.at(index);
                    String time = String.format(Locale.ROOT, "%.2f s", open.frameSeconds(index));
                    boolean seen = map.place().holds(index);
                    sheet.add(
                            frame.frame(0),
                            width,
                            pixels.of(map, index),
                            time,
                            seen ? map.label() : ClassMaps.UNSEEN,
                            seen ? map.sum() : Double.NaN);
                }
            }
        }
        sheet.write(file);
    }

    private String title(ClassMaps maps) {
        boolean alike =
                maps.all().stream().mapToInt(ClassMap::classIndex).distinct().count() == 1;
        return video.getFileName() + ": class activation map of "
                + (alike ? maps.all().get(0).label() : "the most probable class of each window");
    }

    private static List<String> notes() {
        return List.of(
                "What each place adds to the class's logit: orange speaks for the class, blue against it. Outside of the"
                        + " line the network sees nothing.",
                "Below each frame: its time; the class of its map, and the sum over all places and times of that map, which"
                        + " is the logit less the bias.");
    }

    private static String unit(ClassMaps maps) {
        ClassMap first = maps.all().get(0);
        Extent size = first.size();
        return String.format(
                Locale.ROOT,
                "logit per place; a map has %s x %dx%d places for %s",
                Counted.of(size.time(), "time"),
                size.height(),
                size.width(),
                Counted.of(first.place().clipFrames(), "frame"));
    }
}
