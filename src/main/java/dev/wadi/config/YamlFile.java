package dev.wadi.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

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
        try {
            return parse(Files.readString(file), display(file), variables, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what problems call the text; places are {@code name:line}
     */
    public static YamlMapping parse(String text, String name, Variables variables, Problems problems) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(name).setUseMarks(true).build();
        try {
            return switch (new Compose(settings).composeString(text).orElse(null)) {
                case MappingNode mapping -> new YamlMapping(mapping, name, variables, problems);
                case null -> throw new ConfigException(name, "is empty. A mapping (key: value) is needed");
                default -> throw new ConfigException(name + ":1", "must be a mapping (key: value)");
            };
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> name + ":" + (mark.getLine() + 1))
                    .orElse(name);
            throw new ConfigException(place, "is not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigException(name, "is not valid YAML: " + e.getMessage());
        }
    }

    /** The file as a user would name it: relative to the working directory where it lies below it. */
    public static String display(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
