package dev.wadi.plugin.spi;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which <code>{field}</code> stands for a value, such as <code>task {task_id} of {project_id}</code>. What
 * has no value stays as it is written.
 */
public final class MessageTemplate {

    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z_][\\w.\\[\\]-]*)}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private MessageTemplate() {}

    /** The text with the values in it; a value can't break the line. */
    public static String render(String template, Function<String, @Nullable Object> field) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        return FIELD.matcher(template).replaceAll(match -> {
            Object value = field.apply(match.group(1));
            String text = value == null
                    ? match.group()
                    : CONTROL.matcher(value.toString()).replaceAll(" ");
            return Matcher.quoteReplacement(text);
        });
    }

    /** The text with the context's fields in it; a plain name is also looked for in the message. */
    public static String render(String template, PluginContext context) {
        return render(template, name -> {
            Object value = context.field(name);
            return value == null ? context.field("message." + name) : value;
        });
    }
}
