package dev.wadi.log;

import dev.wadi.secret.Redaction;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;

/** Lines of text for people, in a pattern of Log4j's: what they are about follows the message, in braces. */
final class TextLines {

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private final PatternLayout pattern;

    TextLines(PatternLayout pattern) {
        this.pattern = pattern;
    }

    String of(LogEvent event) {
        String text = text(Line.of(event));
        Log4jLogEvent.Builder complete = new Log4jLogEvent.Builder(event).setMessage(new SimpleMessage(text));
        Throwable thrown = event.getThrown();
        boolean withStack = thrown != null && event.getMessage() instanceof LineMessage; // our own lines say it shorter
        if (withStack) {
            complete.setThrown(null);
        }
        String written = Redaction.hide(pattern.toSerializable(complete.build()));
        return ended(written) + (withStack ? ended(Line.stack(thrown)) : "");
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + '\n';
    }

    /** What the message says already is not said again. A line that a message goes on in can't be taken for another one. */
    private static String text(Line line) {
        StringBuilder text = new StringBuilder(line.text());
        int message = text.length();
        for (Map.Entry<String, Object> field : line.scope().entrySet()) {
            String value = field.getValue().toString();
            if (text.indexOf(value) < 0) {
                text.append(text.length() == message ? " {" : " ")
                        .append(field.getKey())
                        .append('=')
                        .append(value);
            }
        }
        if (text.length() > message) {
            text.append('}');
        }
        return CONTROL.matcher(BREAK.matcher(text).replaceAll("\n    ")).replaceAll(" ");
    }
}
