package org.i3d4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.i3d4j.cli.output.StandardOutput.Kind;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.VideoException;
import org.junit.jupiter.api.Test;

class TextOutputTest {
    private static final String NAME = "a\nb\u001b[31m\tc\u202e";
    private static final String SHOWN = "a\\nb\\x1b[31m\\tc\\u202e";

    private final StringWriter written = new StringWriter();
    private final TextOutput out = new TextOutput(written);

    @Test
    void everyWayToPrintTextMakesItPrintable() {
        out.println(NAME);
        out.println((Object) NAME);
        out.print(NAME);
        out.println(NAME.toCharArray());
        out.append(NAME).append(NAME, 0, 2).append('\n').println();
        out.write(NAME.toCharArray());
        out.write('\r');
        out.println(7);

        assertThat(written.toString().lines())
                .containsExactly(SHOWN, SHOWN, SHOWN + SHOWN, SHOWN + "a\\n\\n", SHOWN + "\\r7");
    }

    @Test
    void aFormatIsOursAndItsArgumentsAreNot() {
        out.printf(Locale.ROOT, "\r%s\t%5.2f%n%b\n", NAME, 1.5, true);
        out.format("%s %d%n", null, 3L);

        assertThat(written).hasToString("\r" + SHOWN + "\t 1.50\ntrue\nnull 3\n");
    }

    @Test
    void helpIsPassedAsItIs() {
        out.asItIs().println("\u001b[1mbold\u001b[0m\nand more");

        assertThat(written).hasToString("\u001b[1mbold\u001b[0m\nand more\n");
    }

    @Test
    void anErrorHasTheLinesOfItsMessageAndNoMore() {
        ErrorMessage.print(new VideoException(NAME + ": no such file"), out);
        ErrorMessage.print(new ConfigException(List.of(NAME, "and " + NAME)), out);

        assertThat(written.toString().lines())
                .containsExactly("i3d: " + SHOWN + ": no such file", "i3d: " + SHOWN, "and " + SHOWN);
    }

    @Test
    void theFirstLineThatCantBeWrittenIsThrownAndSoIsAllBehindIt() {
        try (TextOutput full = new TextOutput(ClosedOutput.fullDisk())) {
            for (int line = 0; line < 2; line++) {
                assertThatThrownBy(() -> full.println("line"))
                        .isInstanceOfSatisfying(
                                OutputLost.class,
                                lost -> assertThat(lost.exitCode()).isEqualTo(8))
                        .hasMessage("standard output can't be written: No space left on device");
            }
            assertThatThrownBy(full::flush).isInstanceOf(OutputLost.class);
        } catch (OutputLost atClose) {
            assertThat(atClose).hasNoSuppressedExceptions();
        }
    }

    @Test
    void aReaderThatIsGoneIsNotToldWhy() {
        try (TextOutput pipe = new TextOutput(ClosedOutput.pipe())) {
            assertThatThrownBy(() -> pipe.printf("%s%n", "line")).isInstanceOfSatisfying(OutputLost.class, lost -> {
                assertThat(lost.exitCode()).isEqualTo(141);
                lost.tell(out);
            });
        } catch (OutputLost atClose) {
            assertThat(written.toString()).isEmpty();
        }
    }

    @Test
    void whoGoesOnWithoutIsToldOnce() {
        List<OutputLost> told = new ArrayList<>();
        TextOutput going = new TextOutput(ClosedOutput.fullDisk()).whileItLasts(told::add);

        going.println("first");
        going.println("x".repeat(100_000));
        going.close();

        assertThat(told).hasSize(1);
    }

    @Test
    void whatFailsOnlyForAWhileStaysLost() {
        List<Integer> taken = new ArrayList<>();
        OutputStream flaky = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (taken.size() == 3) {
                    taken.add(0);
                    throw new IOException("No space left on device");
                }
                taken.add(b);
            }
        };
        TextOutput text = new TextOutput(ClosedOutput.writer(flaky, Kind.FILE));

        assertThatThrownBy(() -> text.println("abcdef")).isInstanceOf(OutputLost.class);
        assertThatThrownBy(() -> text.println("ghi")).isInstanceOf(OutputLost.class);

        assertThat(taken).hasSize(4);
    }
}
