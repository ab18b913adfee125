package dev.wadi.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value with its place, and with variables expanded. */
public sealed interface YamlValue {

    /** Where it stands. */
    Place at();

    /** The value as plain Java: map, list, text, number, boolean or null. */
    @Nullable
    Object plain();

    /** What it is, for messages: a scalar in quotes, and hidden if it is a secret. */
    default String found() {
        return switch (this) {
            case Nothing nothing -> "nothing";
            case Scalar scalar -> scalar.at.source.shown(scalar.text);
            case Items items -> "a list";
            case Section section -> "a mapping";
        };
    }

    /** Reports a problem at its place. */
    default void problem(String message) {
        at().source.problem(at().line, message);
    }

    /** Where a value stands. */
    final class Place {

        private final YamlSource source;
        private final int line;

        Place(YamlSource source, int line) {
            this.source = source;
            this.line = line;
        }

        /** {@code file:line}. */
        @Override
        public String toString() {
            return source.place(line);
        }
    }

    /** No value. */
    record Nothing(Place at) implements YamlValue {

        @Override
        public @Nullable Object plain() {
            return null;
        }
    }

    /**
     * A text, number or boolean.
     *
     * @param text how it is written
     * @param value what it is read as
     * @param open whether it was written as a variable without quotes, so that it may be a number or boolean as well
     */
    record Scalar(Place at, String text, Object value, boolean open) implements YamlValue {

        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String toString() {
            return found();
        }
    }

    /** A list. */
    record Items(Place at, List<YamlValue> items) implements YamlValue {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(item.plain()));
            return list;
        }
    }

    /** A mapping. */
    record Section(Place at, YamlMapping mapping) implements YamlValue {

        @Override
        public Map<String, @Nullable Object> plain() {
            return mapping.toMap();
        }
    }

    /** The value of a node. */
    static YamlValue of(Node node, YamlSource source) {
        Place at = new Place(source, YamlSource.lineOf(node));
        if (node.isRecursive()) {
            source.problem(at.line, "an alias can't stand inside of what it names");
            return new Nothing(at);
        }
        return switch (node) {
            case MappingNode mapping -> new Section(at, new YamlMapping(mapping, source));
            case SequenceNode sequence ->
                new Items(
                        at,
                        sequence.getValue().stream()
                                .map(item -> of(item, source))
                                .toList());
            case ScalarNode scalar -> scalar.getTag().equals(Tag.NULL) ? new Nothing(at) : scalar(scalar, at);
            default -> throw new ConfigException(at.toString(), "aliases are not possible here");
        };
    }

    private static Scalar scalar(ScalarNode node, Place at) {
        String written = node.getValue();
        if (node.getTag().equals(Tag.BOOL)) {
            return new Scalar(at, written, Boolean.valueOf(written), false);
        }
        try {
            if (node.getTag().equals(Tag.INT)) {
                return new Scalar(at, written, Long.valueOf(written), false);
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return new Scalar(at, written, Double.valueOf(written), false);
            }
        } catch (NumberFormatException e) {
            return new Scalar(at, written, written, false); // a number that Java writes otherwise, such as 0x1F
        }
        String text = at.source.expand(written, at.line);
        return new Scalar(at, text, text, node.getScalarStyle() == ScalarStyle.PLAIN && !text.equals(written));
    }
}
