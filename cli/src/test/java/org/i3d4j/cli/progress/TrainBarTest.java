package org.i3d4j.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainBarTest {
    private static final List<String> FIGURES =
            List.of("loss 1.234  top1 45.3 %", "ETA 12:03:12", "12.3 clips/s  wait 0.5 %");

    /** The bar as a terminal of {@code columns} gets it. */
    private static String drawn(int columns, long done, long all) {
        List<String> drawn = new ArrayList<>();
        ProgressBarConsumer terminal = new ProgressBarConsumer() {
            @Override
            public int getMaxRenderedLength() {
                return columns - 1;
            }

            @Override
            public void accept(String bar) {
                drawn.add(bar);
            }

            @Override
            public void close() {}
        };
        try (ProgressBar bar = new ProgressBarBuilder()
                .setInitialMax(all)
                .setRenderer(new TrainBar())
                .setConsumer(terminal)
                .build()) {
            bar.setExtraMessage(TrainBar.message(FIGURES));
            bar.stepTo(done);
        }
        return drawn.get(drawn.size() - 1).strip();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 90, 100})
    void eightyColumnsHaveRoomForBarLossTop1AndTheTimeLeft(int columns) {
        assertThat(drawn(columns, 17_500, 35_000))
                .startsWith("50 % [===")
                .contains("=>", "] 17500/35000  loss 1.234  top1 45.3 %  ETA 12:03:12")
                .hasSizeLessThan(columns);
    }

    @Test
    void aWideOneHasRoomForAll() {
        assertThat(drawn(132, 0, 350))
                .startsWith("0 % [>")
                .endsWith("0/350  loss 1.234  top1 45.3 %  ETA 12:03:12  12.3 clips/s  wait 0.5 %")
                .hasSizeLessThan(132);
    }

    @Test
    void aNarrowOneKeepsTheBar() {
        assertThat(drawn(40, 350, 350))
                .startsWith("100 % [=====")
                .contains("] 350/350")
                .hasSizeLessThan(40);
    }
}
