"""Training reads with PyAV: seek to the key frame, decode, convert and scale with FFmpeg's scaler."""
import av
import numpy

from reads import CROP, FRAMES, RESIZED, looped, main


def read(file, first, top, left):
    clip = numpy.empty((FRAMES, CROP, CROP, 3), numpy.uint8)
    with av.open(file) as container:
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        stream.codec_context.thread_count = 1
        # Frames are found by their time, as is usual: these files have a constant rate and begin at 0.
        per_frame = 1 / (stream.average_rate * stream.time_base)
        begin = int(first * per_frame)
        container.seek(begin, stream=stream)
        place = 0
        for frame in container.decode(stream):
            if frame.pts + per_frame / 2 < first * per_frame:
                continue
            resized = frame.reformat(width=RESIZED, height=RESIZED, format="rgb24", interpolation="BILINEAR")
            clip[place] = resized.to_ndarray()[top:top + CROP, left:left + CROP]
            place += 1
            if place == FRAMES:
                return clip
    return looped(clip, place)


main(read)
