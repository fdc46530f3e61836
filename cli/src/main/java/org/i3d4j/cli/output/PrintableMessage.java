package org.i3d4j.cli.output;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.i3d4j.text.Printable;

/** {@code %printable} in the pattern of a log: the message on one line, as {@link Printable} has it, with the command's advice. */
public final class PrintableMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Printable.line(CommandAdvice.in(event.getFormattedMessage()));
    }
}
