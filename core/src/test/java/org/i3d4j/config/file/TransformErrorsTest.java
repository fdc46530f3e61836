package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformErrorsTest {
    private static List<String> errorsOf(String operations) {
        return ConfigTexts.errors(ConfigTexts.MINIMAL + """
                data_loader:
                  train:
                    map:
                      operations: [%s, {type: VideoToTensor}]
                """.formatted(operations));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: VideoCenterCrop}, {type: VideoShortEdgeRandomResize, size: [1, 2]} |"
                        + " operations.1, VideoShortEdgeRandomResize, can't come after operations.0, VideoCenterCrop:"
                        + " frames are scaled once",
                "{type: VideoRandomResizedCrop, size: 2}, {type: VideoCenterCrop} |"
                        + " operations.1, VideoCenterCrop, can't come after operations.0, VideoRandomResizedCrop:"
                        + " what it cuts out gets its final size",
                "{type: VideoThreeCrop, size: 2}, {type: VideoRandomHorizontalFlip} |"
                        + " operations.1, VideoRandomHorizontalFlip, can't come after operations.0, VideoThreeCrop:"
                        + " it cuts out the final views",
                "{type: VideoGrayscale}, {type: VideoTenCrop, size: 2} |"
                        + " operations.1, VideoTenCrop, can't come after operations.0, VideoGrayscale: colours"
            })
    void ordersThatCanNotBeCarriedOutNameTheirPlaceInTheFile(String operations, String message) {
        assertThat(errorsOf(operations))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("test.yaml:5:5: 'data_loader.train.map': ")
                        .contains(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "eval"})
    void coloursOfOpticalFlowNameTheirPlace(String side) {
        assertThat(ConfigTexts.errors(ConfigTexts.MINIMAL + """
                model: {in_channel: 2}
                data_loader:
                  %s:
                    map:
                      operations: [{type: VideoRandomHorizontalFlip}, {type: VideoGrayscale}, {type: VideoToTensor}]
                """.formatted(side)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("data_loader." + side + ".map.operations.1, VideoGrayscale, can't be done to frames"
                                + " of 2 channels (optical flow), as model.in_channel says: it takes colours out"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: VideoShortEdgeResize, size: 64}, {type: VideoCenterCrop, size: [65, 80]} |"
                        + " operations.1, VideoCenterCrop of 65x80, is larger than what the transforms before it leave:"
                        + " frames whose short side is 64",
                "{type: VideoResize, size: [64, 80]}, {type: VideoRandomCrop, size: [64, 81]} | than what the transforms"
                        + " before it leave: 64x80",
                "{type: VideoShortEdgeRandomResize, size: [32, 64]}, {type: VideoTenCrop, size: 65} | short side is 64",
                "{type: VideoRandomCrop, size: 32}, {type: VideoThreeCrop, size: [32, 33]} | leave: 32x32"
            })
    void cropsThatNoVideoHasRoomForNameTheirPlaceInTheFile(String operations, String message) {
        assertThat(errorsOf(operations))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("test.yaml:5:5: 'data_loader.train.map': ")
                        .contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: VideoShortEdgeResize, size: 64}, {type: VideoCenterCrop, size: [64, 80]}",
                "{type: VideoShortEdgeRandomResize, size: [32, 64]}, {type: VideoRandomCrop, size: 64}",
                "{type: VideoResize, size: [64, 80]}, {type: VideoRandomCrop, size: [64, 80]}"
            })
    void cropsThatSomeVideoHasRoomForAreTaken(String operations) {
        String yaml = ConfigTexts.MINIMAL + "data_loader: {train: {map: {operations: [" + operations
                + ", {type: VideoToTensor}]}}}\n";

        assertThat(ConfigTexts.config(yaml).dataLoader().train().map().operations())
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: VideoRandomResizedCrop, size: 2, scale: [0.5, 0.1]} |"
                        + " 'scale' is [0.5, 0.1]; the first has to be the least",
                "{type: VideoRandomResizedCrop, size: 2, scale: [0, 1]} |"
                        + " operations.0.scale' holds 0.0; each has to be above 0 and at most 1",
                "{type: VideoShortEdgeRandomResize, size: [320, 256]} | 'size' is [320, 256]; the first",
                "{type: VideoMultiScaleCrop, size: 2, scales: []} | 'scales' is empty",
                "{type: VideoMultiScaleCrop, size: 2, positions: 7} | positions' is '7'; it has to be one of 5, 13, random",
                "{type: VideoColorJitter, hue: 0.6} | hue' is 0.6; it has to be at least 0 and at most 0.5",
                "{type: VideoRandAugment, magnitude: 31} | magnitude' is 31; it has to be at least 0 and at most 30",
                "{type: VideoRandomErasing, value: black} | value' is 'black'; it has to be one of mean, zero, random"
            })
    void parametersOutOfRangeNameTheirPlaceInTheFile(String operation, String message) {
        assertThat(errorsOf(operation))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("test.yaml:6:").contains(message));
    }

    @Test
    void tensorsAndSamplingAreHeldToTheirRanges() {
        assertThat(ConfigTexts.errors(
                        ConfigTexts.MINIMAL, "data_loader.eval.map.operations=[{type: VideoToTensor, std: 0}]"))
                .singleElement()
                .asString()
                .contains("std' holds 0.0; each has to be above 0");
        assertThat(ConfigTexts.errors(
                        ConfigTexts.MINIMAL,
                        "data_loader.eval.dataset.seq_mode=whole",
                        "data_loader.eval.dataset.num_clips=3"))
                .singleElement()
                .asString()
                .contains("'num_clips' is 3; seq_mode 'whole' takes a video as one clip");
        assertThat(ConfigTexts.errors(ConfigTexts.MINIMAL, "data_loader.eval.dataset.frame_rate=-1"))
                .singleElement()
                .asString()
                .contains("'data_loader.eval.dataset.frame_rate' is -1.0; it has to be at least 0");
    }
}
