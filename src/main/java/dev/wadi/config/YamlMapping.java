package dev.wadi.config;

import java.math.BigDecimal;
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

    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final String file;
    private final int line;
    private final Variables variables;
    private final Problems problems;

    YamlMapping(MappingNode node, String file, Variables variables, Problems problems) {
        this.file = file;
        this.line = lineOf(node);
        this.variables = variables;
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                    problems.add(file + ":" + lineOf(key), "the key '" + key.getValue() + "' stands here twice");
                }
                lines.put(key.getValue(), lineOf(key));
            } else {
                problems.add(file + ":" + lineOf(tuple.getKeyNode()), "a key must be a plain text");
            }
        }
    }

    /** The place of a key, or of the mapping where the key is absent: {@code file:line}. */
    public String place(String key) {
        return file + ":" + lines.getOrDefault(key, line);
    }

    /** The place of the mapping itself. */
    public String place() {
        return file + ":" + line;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Reports a problem at a key. */
    public void problem(String key, String message) {
        problems.add(place(key), message);
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
        return switch (values.get(key)) {
            case ScalarNode scalar ->
                isNull(scalar)
                        ? Optional.empty()
                        : Optional.of(variables.expand(scalar.getValue(), place(key), problems));
            case null -> Optional.empty();
            default -> wrong(key, "a text", "a list or mapping");
        };
    }

    /** A text that must be there; its absence is a problem, and reads as the empty text. */
    public String requiredText(String key) {
        Optional<String> text = text(key).filter(t -> !t.isBlank());
        if (text.isEmpty() && (!has(key) || values.get(key) instanceof ScalarNode)) {
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

    /** A duration given as a number of seconds, fractions allowed; at least zero. */
    public Optional<Duration> seconds(String key) {
        return number(key, YamlMapping::decimal, "a number of seconds")
                .filter(n -> atLeast(key, n, 0))
                .map(n -> Duration.ofMillis(Math.round(n.doubleValue() * 1000)));
    }

    public Optional<Boolean> bool(String key) {
        return text(key).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong(key, "true or false", "'" + text + "'");
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
                wrong(key, "one of " + all, "'" + text + "'");
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
        return switch (values.get(key)) {
            case MappingNode nested -> Optional.of(new YamlMapping(nested, file, variables, problems));
            case ScalarNode scalar when isNull(scalar) -> Optional.empty();
            case null -> Optional.empty();
            default -> wrong(key, "a mapping (key: value)", "something else");
        };
    }

    /** A list of mappings; absent reads as empty. */
    public List<YamlMapping> mappings(String key) {
        List<YamlMapping> mappings = new ArrayList<>();
        if (values.get(key) instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof MappingNode nested) {
                    mappings.add(new YamlMapping(nested, file, variables, problems));
                } else {
                    problems.add(file + ":" + lineOf(item), "each item of '" + key + "' must be a mapping");
                }
            }
        } else if (has(key) && !(values.get(key) instanceof ScalarNode scalar && isNull(scalar))) {
            wrong(key, "a list", "something else");
        }
        return mappings;
    }

    /** Whether the value is a mapping, where a text is possible too. */
    public boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** The value as plain Java (maps, lists, texts, numbers, booleans, null), with variables expanded in texts. */
    public @Nullable Object value(String key) {
        Node node = values.get(key);
        return node == null ? null : plain(node);
    }

    /** The whole mapping as plain Java; see {@link #value}. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        values.forEach((key, node) -> map.put(key, plain(node)));
        return map;
    }

    private @Nullable Object plain(Node node) {
        if (node.isRecursive()) {
            problems.add(file + ":" + lineOf(node), "an alias can't stand inside of what it names");
            return null;
        }
        return switch (node) {
            case MappingNode nested -> new YamlMapping(nested, file, variables, problems).toMap();
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                sequence.getValue().forEach(item -> list.add(plain(item)));
                yield list;
            }
            case ScalarNode scalar -> plainScalar(scalar);
            default -> throw new ConfigException(file + ":" + lineOf(node), "aliases are not possible here");
        };
    }

    private @Nullable Object plainScalar(ScalarNode scalar) {
        if (isNull(scalar)) {
            return null;
        }
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (scalar.getTag().equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (scalar.getTag().equals(Tag.FLOAT)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            return text; // a number that Java writes otherwise, such as 0x1F: left as its text
        }
        return variables.expand(text, file + ":" + lineOf(scalar), problems);
    }

    private <T> Optional<T> number(String key, Function<String, T> parse, String expected) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text.strip()));
            } catch (NumberFormatException e) {
                return wrong(key, expected, "'" + text + "'");
            }
        });
    }

    /** A decimal number below 10^18, without what {@link Double#valueOf} takes besides: {@code 30d}, {@code NaN}. */
    private static BigDecimal decimal(String text) {
        BigDecimal decimal = new BigDecimal(text);
        if (decimal.precision() - decimal.scale() > 18) {
            throw new NumberFormatException("too large");
        }
        return decimal;
    }

    private boolean atLeast(String key, Number number, int min) {
        if (number.doubleValue() >= min) {
            return true;
        }
        problem(key, key + " must be at least " + min + ", but was " + number);
        return false;
    }

    private <T> Optional<T> wrong(String key, String expected, String found) {
        problem(key, key + " must be " + expected + ", but was " + found);
        return Optional.empty();
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
