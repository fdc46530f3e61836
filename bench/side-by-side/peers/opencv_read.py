"""Training reads with OpenCV's VideoCapture and cv2.resize, as most Python loaders do it."""
import cv2
import numpy

from reads import CROP, FRAMES, RESIZED, looped, main

cv2.setNumThreads(1)


def read(file, first, top, left):
    capture = cv2.VideoCapture(file, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    capture.set(cv2.CAP_PROP_POS_FRAMES, first)
    clip = numpy.empty((FRAMES, CROP, CROP, 3), numpy.uint8)
    for i in range(FRAMES):
        ok, frame = capture.read()
        if not ok:
            return looped(clip, i)
        resized = cv2.resize(frame, (RESIZED, RESIZED), interpolation=cv2.INTER_LINEAR)
        # Blue comes first here; turning the colours round is left out, in the peer's favour.
        clip[i] = resized[top:top + CROP, left:left + CROP]
    capture.release()
    return clip


main(read)
