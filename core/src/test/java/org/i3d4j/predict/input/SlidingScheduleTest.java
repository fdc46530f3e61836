package org.i3d4j.predict.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlidingScheduleTest {

    private static List<WindowSpan> all(SlidingSchedule schedule, int frames) {
        List<WindowSpan> windows = new ArrayList<>();
        IntStream.rangeClosed(1, frames).forEach(seen -> windows.addAll(schedule.complete(seen)));
        windows.addAll(schedule.rest(frames));
        return windows;
    }

    /** Every length of a video around every end of a window. */
    @ParameterizedTest
    @CsvSource({"8,8", "8,3", "8,1", "8,20", "1,1", "10,100"})
    void flowHasAsManyWindowsAsTheVideoAFrameLonger(int frames, int stride) {
        for (int video = 2; video < 60; video++) {
            List<WindowSpan> rgb = all(new SlidingSchedule(frames, stride), video);
            List<WindowSpan> flow = all(SlidingSchedule.covering(video, frames, stride), video - 1);

            assertThat(flow).as("video of " + video).hasSameSizeAs(rgb);
            for (int i = 0; i < rgb.size(); i++) {
                assertThat(rgb.get(i).start() - flow.get(i).start())
                        .as("video of " + video)
                        .isBetween(0, 1);
                assertThat(flow.get(i).end()).isLessThan(video);
            }
        }
    }

    @Test
    void flowOfAsManyFramesHasTheSameWindows() {
        assertThat(all(SlidingSchedule.covering(30, 8, 5), 30)).isEqualTo(all(new SlidingSchedule(8, 5), 30));
    }
}
