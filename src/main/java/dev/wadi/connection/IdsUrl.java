package dev.wadi.connection;

import dev.wadi.record.Failure;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A URL that asks for several things at once: a template with one placeholder, in whose place their ids stand, with commas
 * between. For one id it is the URL that the template has for a message with that id.
 */
public final class IdsUrl {

    /** So that any server takes it: some allow 4096 bytes for a request's first line, its method included. */
    private static final int MAX_LENGTH = 3_500;

    private final TemplateField field;
    private final String before;
    private final String after;

    private IdsUrl(TemplateField field, String before, String after) {
        this.field = field;
        this.before = before;
        this.after = after;
    }

    /** @throws IllegalArgumentException unless the template has exactly one placeholder */
    public static IdsUrl of(UrlTemplate template) {
        List<Object> parts = template.inOrder();
        List<TemplateField> fields = parts.stream()
                .filter(TemplateField.class::isInstance)
                .map(TemplateField.class::cast)
                .toList();
        if (fields.size() != 1) {
            String found = fields.isEmpty()
                    ? "none"
                    : fields.stream().map(field -> "{" + field + "}").collect(Collectors.joining(" and "));
            throw new IllegalArgumentException("the path and query of a call for several ids must have one placeholder,"
                    + " in whose place the ids stand, but have " + found
                    + ". Possible is one {field}, in the path or in a query parameter");
        }
        int at = parts.indexOf(fields.getFirst());
        return new IdsUrl(fields.getFirst(), joined(parts.subList(0, at)), joined(parts.subList(at + 1, parts.size())));
    }

    private static String joined(List<Object> texts) {
        return texts.stream().map(String::valueOf).collect(Collectors.joining());
    }

    /** The field of a message that holds its id. */
    public String field() {
        return field.toString();
    }

    /** Whether a message has an id. */
    public boolean hasId(@Nullable Object body) {
        return field.read(body) != null;
    }

    /**
     * A message's id.
     *
     * @throws Failure (payload) if it is absent, empty, or no plain value
     */
    public String id(@Nullable Object body) {
        return UrlTemplate.text(field, body, "The id");
    }

    /** An id as text, wherever it stands; null for what is no plain value. */
    public static @Nullable String text(@Nullable Object id) {
        return UrlTemplate.plain(id);
    }

    /** The path and query for one id. */
    public String expand(String id) {
        return before + UrlTemplate.encode(id) + after;
    }

    /** The path and query for ids. */
    public String expand(Collection<String> ids) {
        return ids.stream().map(UrlTemplate::encode).collect(Collectors.joining(",", before, after));
    }

    /** How many characters of ids, commas included, have room in it. */
    public int room() {
        return MAX_LENGTH - before.length() - after.length();
    }

    /** How much of that an id needs. */
    public static int length(String id) {
        return UrlTemplate.encode(id).length() + 1;
    }
}
