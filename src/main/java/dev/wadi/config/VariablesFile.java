package dev.wadi.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a file of lines {@code NAME=value}, read anew whenever it has changed. A value may stand in quotes;
 * empty lines and lines that begin with {@code #} don't count. A file that is not there has no variables. Thread-safe.
 */
public final class VariablesFile implements Variables.Lookup {

    /** The file's name in a project. */
    public static final String NAME = ".env";

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*?)\\s*");

    private final Path file;
    private @Nullable Trace trace;
    private Map<String, String> values = Map.of();

    /** What a file looks like from outside. */
    private record Trace(FileTime time, long size, @Nullable Object key) {}

    public VariablesFile(Path file) {
        this.file = file;
    }

    /**
     * A variable's value, or null where the file has none.
     *
     * @throws ConfigException if a line is none of a variable, or the file is no text
     */
    @Override
    public synchronized @Nullable String get(String name) {
        Trace now = look();
        if (now == null) {
            values = Map.of();
        } else if (!now.equals(trace)) {
            values = read();
        }
        trace = now;
        return values.get(name);
    }

    private @Nullable Trace look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Trace(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private Map<String, String> read() {
        Map<String, String> read = new LinkedHashMap<>();
        Problems problems = new Problems();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                read.put(matcher.group("name"), unquoted(matcher.group("value")));
            } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) { // not shown: it may be a secret
                problems.add(YamlFile.display(file) + ":" + (i + 1), "is no variable. Possible is NAME=value");
            }
        }
        problems.throwIfAny();
        return read;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(YamlFile.display(file), "is not UTF-8 text");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && value.charAt(0) == value.charAt(value.length() - 1)
                && (value.startsWith("\"") || value.startsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
