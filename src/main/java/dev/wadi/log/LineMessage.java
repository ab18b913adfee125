package dev.wadi.log;

import dev.wadi.plugin.spi.log.LogLine;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** A line with named values, on its way through Log4j. Other layouts than ours write the values behind the text. */
final class LineMessage implements Message {

    private static final long serialVersionUID = 1;

    private final transient LogLine line;

    LineMessage(LogLine line) {
        this.line = line;
    }

    LogLine line() {
        return line;
    }

    @Override
    public String getFormattedMessage() {
        return line.toString();
    }

    @Override
    public @Nullable Object @Nullable [] getParameters() {
        return null;
    }

    @Override
    public @Nullable Throwable getThrowable() {
        return line.thrown();
    }
}
