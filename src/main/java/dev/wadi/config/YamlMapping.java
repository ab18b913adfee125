package dev.wadi.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file. Each accessor reads one key, with variables expanded; a value of the wrong kind becomes a
 * problem and reads as absent. Not thread-safe.
 */
public final class YamlMapping {

    private final Map<String, Entry> values;
    private final YamlSource source;
    private final int line;

    /** A value as it stands below a key. */
    private record Entry(Node node, YamlSource source, int line) {}

    private YamlMapping(Map<String, Entry> values, YamlSource source, int line) {
        this.values = values;
        this.source = source;
        this.line = line;
    }

    YamlMapping(MappingNode node, YamlSource source) {
        this(new LinkedHashMap<>(), source, YamlSource.lineOf(node));
        for (NodeTuple tuple : node.getValue()) {
            int keyLine = YamlSource.lineOf(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Entry entry = new Entry(tuple.getValueNode(), source.below(key.getValue()), keyLine);
                if (values.put(key.getValue(), entry) != null) {
                    source.problem(keyLine, "the key '" + key.getValue() + "' stands here twice");
                }
            } else {
                source.problem(keyLine, "a key must be a plain text");
            }
        }
    }

    /** These keys, and where one is absent here, that of another mapping. */
    public YamlMapping over(YamlMapping other) {
        Map<String, Entry> both = new LinkedHashMap<>(values);
        other.values.forEach(both::putIfAbsent);
        return new YamlMapping(both, source, line);
    }

    /** The same without a few keys. */
    public YamlMapping without(String... keys) {
        Map<String, Entry> fewer = new LinkedHashMap<>(values);
        fewer.keySet().removeAll(List.of(keys));
        return new YamlMapping(fewer, source, line);
    }

    /** The same, but what is wrong is reported elsewhere. */
    public YamlMapping into(Problems other) {
        Map<String, Entry> same = new LinkedHashMap<>(values);
        same.replaceAll((key, entry) -> new Entry(entry.node, entry.source.into(other), entry.line));
        return new YamlMapping(same, source.into(other), line);
    }

    /**
     * A list of mappings as one mapping by an id that each item holds.
     *
     * @param under the keys below which that mapping stands in the one returned, the outermost first
     */
    public YamlMapping keyed(String list, String id, String... under) {
        if (node(list) instanceof SequenceNode items) {
            MappingNode byId = KeyedItems.of(items.getValue(), id, source);
            for (String key : List.of(under).reversed()) {
                byId = KeyedItems.below(key, byId);
            }
            return new YamlMapping(byId, source);
        }
        wrong(list, "a list", "something else");
        return new YamlMapping(new LinkedHashMap<>(), source, line);
    }

    /** The place of a key, or of the mapping where the key is absent: {@code file:line}. */
    public String place(String key) {
        Entry entry = values.get(key);
        return entry == null ? place() : entry.source.place(entry.line);
    }

    /** The place of the mapping itself. */
    public String place() {
        return source.place(line);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Reports a problem at a key. */
    public void problem(String key, String message) {
        source.problems().add(place(key), message);
    }

    /** Reports a problem of the mapping itself. */
    public void problem(String message) {
        source.problem(line, message);
    }

    private @Nullable Node node(String key) {
        Entry entry = values.get(key);
        return entry == null ? null : entry.node;
    }

    /** The value of a key with its place. */
    public Optional<YamlValue> child(String key) {
        Entry entry = values.get(key);
        return entry == null ? Optional.empty() : Optional.of(YamlValue.of(entry.node, entry.source));
    }

    /** Reports each key that is not among the known ones. */
    public void refuseUnknown(String... known) {
        for (String key : values.keySet()) {
            if (!List.of(known).contains(key)) {
                problem(key, "unknown field '" + key + "'. " + Suggestion.of(key, List.of(known), "Known fields"));
            }
        }
    }

    /** A text; numbers and booleans read as their text, null and absent as nothing. */
    public Optional<String> text(String key) {
        Entry entry = values.get(key);
        return switch (entry == null ? null : entry.node) {
            case ScalarNode scalar
            when !isNull(scalar) && entry != null -> Optional.of(entry.source.expand(scalar.getValue(), entry.line));
            case ScalarNode absent -> Optional.empty();
            case null -> Optional.empty();
            default -> wrong(key, "a text", "a list or mapping");
        };
    }

    /** A text that must be there; its absence is a problem, and reads as the empty text. */
    public String requiredText(String key) {
        Optional<String> text = text(key).filter(t -> !t.isBlank());
        if (text.isEmpty() && (!has(key) || node(key) instanceof ScalarNode)) {
            problem(key, "the field '" + key + "' is missing");
        }
        return text.orElse("");
    }

    /** A secret; see {@link #text}. */
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    /** A whole number of at least {@code min}. */
    public Optional<Integer> integer(String key, int min) {
        return number(key, Integer::valueOf, "a whole number").filter(n -> atLeast(key, n, min));
    }

    /** A duration such as {@code 5s}; a number without a unit is seconds. */
    public Optional<Duration> duration(String key) {
        return text(key).flatMap(text -> {
            Optional<Duration> read = DurationText.parse(text, "s");
            return read.isPresent() ? read : wrong(key, DurationText.POSSIBLE, shown(key, text));
        });
    }

    /** A duration given as a number of seconds, fractions allowed; at least zero. */
    public Optional<Duration> seconds(String key) {
        return number(key, DurationText::decimal, "a number of seconds")
                .filter(n -> atLeast(key, n, 0))
                .map(n -> Duration.ofMillis(Math.round(n.doubleValue() * 1000)));
    }

    public Optional<Boolean> bool(String key) {
        return text(key).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong(key, "true or false", shown(key, text));
        });
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return text(key).flatMap(text -> {
            Optional<E> found = Stream.of(type.getEnumConstants())
                    .filter(e -> e.name().equalsIgnoreCase(text))
                    .findFirst();
            if (found.isEmpty()) {
                String all = Stream.of(type.getEnumConstants())
                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
                wrong(key, "one of " + all, shown(key, text));
            }
            return found;
        });
    }

    /** A mapping of texts; absent reads as empty. */
    public Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping(key)
                .ifPresent(nested -> nested.keys().forEach(k -> nested.text(k).ifPresent(text -> texts.put(k, text))));
        return texts;
    }

    public Optional<YamlMapping> mapping(String key) {
        return switch (child(key).orElse(null)) {
            case YamlValue.Section section -> Optional.of(section.mapping());
            case YamlValue.Nothing nothing -> Optional.empty();
            case null -> Optional.empty();
            default -> wrong(key, "a mapping (key: value)", "something else");
        };
    }

    /** A list of mappings; absent reads as empty. */
    public List<YamlMapping> mappings(String key) {
        List<YamlMapping> mappings = new ArrayList<>();
        switch (child(key).orElse(null)) {
            case YamlValue.Items list -> {
                for (YamlValue item : list.items()) {
                    if (item instanceof YamlValue.Section section) {
                        mappings.add(section.mapping());
                    } else {
                        item.problem("each item of '" + key + "' must be a mapping");
                    }
                }
            }
            case YamlValue.Nothing nothing -> {}
            case null -> {}
            default -> wrong(key, "a list", "something else");
        }
        return mappings;
    }

    /** Whether the value is a mapping, where a text is possible too. */
    public boolean isMapping(String key) {
        return node(key) instanceof MappingNode;
    }

    /** The value as plain Java (maps, lists, texts, numbers, booleans, null), with variables expanded in texts. */
    public @Nullable Object value(String key) {
        return child(key).map(YamlValue::plain).orElse(null);
    }

    /** The whole mapping as plain Java; see {@link #value}. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        keys().forEach(key -> map.put(key, value(key)));
        return map;
    }

    private <T> Optional<T> number(String key, Function<String, T> parse, String expected) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text.strip()));
            } catch (NumberFormatException e) {
                return wrong(key, expected, shown(key, text));
            }
        });
    }

    private boolean atLeast(String key, Number number, int min) {
        if (number.doubleValue() >= min) {
            return true;
        }
        problem(
                key,
                key + " must be at least " + min + ", but was "
                        + shown(key, number.toString()).replace("'", ""));
        return false;
    }

    private <T> Optional<T> wrong(String key, String expected, String found) {
        problem(key, key + " must be " + expected + ", but was " + found);
        return Optional.empty();
    }

    private String shown(String key, String text) {
        Entry entry = values.get(key);
        return (entry == null ? source : entry.source).shown(text);
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL);
    }
}
