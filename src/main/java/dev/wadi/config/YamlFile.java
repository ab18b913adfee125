package dev.wadi.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Reads a YAML text whose root is a mapping, keeping each value's place. */
public final class YamlFile {

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it is not YAML, or its root is not a mapping
     * @throws UncheckedIOException if it can't be read
     */
    public static YamlMapping read(Path file, Variables variables, Problems problems) {
        return parse(text(file), display(file), variables, problems);
    }

    /**
     * Reads a text.
     *
     * @param name what problems call the text; places are {@code name:line}
     */
    public static YamlMapping parse(String text, String name, Variables variables, Problems problems) {
        return switch (compose(text, name).orElse(null)) {
            case MappingNode mapping -> new YamlMapping(mapping, new YamlSource(name, variables, problems, false));
            case null -> throw new ConfigException(name, "is empty. A mapping (key: value) is needed");
            default -> throw new ConfigException(name + ":1", "must be a mapping (key: value)");
        };
    }

    /**
     * Reads a file that may be empty, or something else than a mapping.
     *
     * @throws ConfigException if it is not YAML
     */
    public static Optional<YamlMapping> readMapping(Path file, Variables variables, Problems problems) {
        return compose(file)
                .filter(MappingNode.class::isInstance)
                .map(node ->
                        new YamlMapping((MappingNode) node, new YamlSource(display(file), variables, problems, false)));
    }

    /**
     * A mapping that stands in no file.
     *
     * @param values texts, numbers, booleans, lists and maps
     * @param name what problems call it
     * @throws ConfigException if a value is something else
     */
    public static YamlMapping of(Map<String, ?> values, String name, Variables variables, Problems problems) {
        try {
            Node node = new StandardRepresenter(DumpSettings.builder().build()).represent(values);
            return new YamlMapping((MappingNode) node, new YamlSource(name, variables, problems, false));
        } catch (YamlEngineException e) {
            throw new ConfigException(name, "holds what is no text, number, boolean, list or map: " + e.getMessage());
        }
    }

    /**
     * Reads a file whose root may be anything.
     *
     * @return the root; nothing if the file is empty
     * @throws ConfigException if it is not YAML
     * @throws UncheckedIOException if it can't be read
     */
    public static Optional<Node> compose(Path file) {
        return compose(text(file), display(file));
    }

    /**
     * Reads a text whose root may be anything; see {@link #compose(Path)}.
     *
     * @param name what problems call the text
     */
    public static Optional<Node> compose(String text, String name) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setAllowNonScalarKeys(true) // refused with their place later
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> name + ":" + (mark.getLine() + 1))
                    .orElse(name);
            throw new ConfigException(place, "is not valid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            String character = String.format("U+%04X", e.getCodePoint());
            throw new ConfigException(
                    name + ":" + line, "is not valid YAML: the character " + character + " is not possible");
        } catch (YamlEngineException e) {
            throw new ConfigException(name, "is not valid YAML: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(display(file), "is not UTF-8 text");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    /** The file as a user would name it: relative to the working directory where it lies below it. */
    public static String display(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
