package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;

/**
 * Videos some of which hang while they are decoded, deaf to interrupts, until they are released; with a clock that stands
 * still until a test moves it.
 */
final class HangingVideos implements FrameSource, LongSupplier {
    private static final long STEP_NANOS = 301_000_000_000L;

    private static final long LOOK_NANOS = 2_000_000;
    private static final int MOST_LOOKS = 15_000;

    final Set<Integer> hanging = ConcurrentHashMap.newKeySet();
    final AtomicInteger hangingNow = new AtomicInteger();
    private final FakeVideos videos;
    private final CountDownLatch released = new CountDownLatch(1);
    /** Overflows, as a monotonic clock may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - STEP_NANOS / 2);

    private volatile boolean flying;

    HangingVideos(FakeVideos videos) {
        this.videos = videos;
    }

    @Override
    public long getAsLong() {
        return flying ? nanos.addAndGet(STEP_NANOS) : nanos.get();
    }

    /** Lets 301 s go by. */
    void letTimePass() {
        nanos.addAndGet(STEP_NANOS);
    }

    /** From now on 301 s go by whenever someone looks at the clock. */
    void letTimeFly() {
        flying = true;
    }

    /** Lets 301 s go by once that many videos hang and no other worker is alive. */
    void letTimePassOnceHanging(int count) {
        await(() -> hangingNow.get() == count && workersAlive() == count);
        letTimePass();
    }

    /** Lets 301 s go by for each of the next hangs, while this thread does something else. */
    Thread letTimePassForHangs(int count) {
        Thread passing = new Thread(() -> {
            for (int hang = 1; hang <= count; hang++) {
                letTimePassOnceHanging(hang);
            }
        });
        passing.start();
        return passing;
    }

    static long workersAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("clip-loader"))
                .count();
    }

    private static void await(BooleanSupplier state) {
        for (int look = 0; !state.getAsBoolean(); look++) {
            if (look == MOST_LOOKS) {
                throw new AssertionError("the workers don't come to the state that the test waits for");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Ends all hangs and waits for the threads they held. */
    void release() {
        released.countDown();
        await(() -> workersAlive() == 0);
    }

    @Override
    public OpenVideo open(Path file) {
        OpenVideo video = videos.open(file);
        return hanging.contains(Integer.parseInt(file.toString())) ? new HangingVideo(video) : video;
    }

    private void hang() {
        hangingNow.incrementAndGet();
        boolean waiting = true;
        while (waiting) {
            try {
                released.await();
                waiting = false;
            } catch (InterruptedException e) {
                waiting = true;
            }
        }
        hangingNow.decrementAndGet();
    }

    private final class HangingVideo implements PassedOnVideo {
        private final OpenVideo video;

        HangingVideo(OpenVideo video) {
            this.video = video;
        }

        @Override
        public OpenVideo video() {
            return video;
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            hang();
            video.readRows(frames, rows, into);
        }
    }
}
