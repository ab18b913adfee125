package dev.wadi.launcher.plugin;

import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A new plugin's files.
 *
 * @param name the plugin's name
 * @param kind what it is like
 */
record Scaffold(String name, Kind kind) {

    /** What a new plugin is like. */
    enum Kind {
        /** It leaves messages out. */
        FILTER,
        /** It calls a named connection. */
        WEBHOOK,
        /** It publishes to a topic. */
        TRIGGER
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*");
    private static final int MAX_NAME = 60;
    private static final String TAKEN = "config"; // the folder in which the original kept its plugins

    Scaffold {
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME || name.equals(TAKEN)) {
            throw new ConfigException(
                    "new plugin",
                    "a plugin's name must be lower case letters, digits and single underscores, at most " + MAX_NAME
                            + " characters, not 'config', but was '" + name + "'. Possible: late_tasks");
        }
    }

    /** Its class, in no package. */
    String className() {
        return Stream.of(name.split("_"))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + "Plugin";
    }

    /**
     * Makes its folder.
     *
     * @throws ConfigException if there is something of that name already
     */
    Path writeInto(Path plugins) {
        Path folder = plugins.resolve(name);
        if (Files.exists(folder)) {
            throw new ConfigException(
                    YamlFile.display(folder), "is there already. Choose another name, or delete it first");
        }
        try {
            Files.createDirectories(folder);
            write(folder, "Plugin.java.txt", className() + ".java");
            write(folder, "config.yaml", "config.yaml");
            write(folder, "test.yaml", "test.yaml");
            write(folder, "README.md", "README.md");
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be written", e);
        }
        return folder;
    }

    private void write(Path folder, String template, String file) throws IOException {
        String path = kind.name().toLowerCase(Locale.ROOT) + "/" + template;
        try (InputStream in = Objects.requireNonNull(Scaffold.class.getResourceAsStream(path), path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NAME@", name)
                    .replace("@CLASS@", className());
            Files.writeString(folder.resolve(file), text);
        }
    }
}
