package org.i3d4j.predict.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.DeviceException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeAheadTest {
    @ParameterizedTest
    @CsvSource({
        "64, 228480, 64, the frames of the next window",
        "1, 228480, 16, some in any case",
        "1000, 228480, 73, 16 MB of them",
        "64, 6220800, 16, however large they are",
    })
    void readsAheadWhatTheNextWindowBeginsWithIfThereIsMemory(int stride, int frameBytes, int ahead, String why) {
        assertThat(DecodeAhead.framesAhead(stride, frameBytes)).as(why).isEqualTo(ahead);
    }

    /** Two of three frames are there when the machine has no more memory. */
    @Test
    void framesThatWereTakenInVainAreLetGo() {
        List<Clip> taken = new ArrayList<>();
        Supplier<Clip> running = () -> {
            if (taken.size() == 2) {
                throw new DeviceException("no more");
            }
            taken.add(Clip.allocate(1, 32, 32));
            return taken.get(taken.size() - 1);
        };
        long before = Pointer.totalBytes();

        assertThatThrownBy(() -> new DecodeAhead(
                        new FakeStream(5, frame -> frame),
                        3,
                        new FrameRows(32, 32, 0, Interpolation.BILINEAR),
                        running))
                .isInstanceOf(DeviceException.class);

        assertThat(taken).hasSize(2);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
}
