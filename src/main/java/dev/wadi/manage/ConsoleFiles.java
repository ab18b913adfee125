package dev.wadi.manage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of Hawtio's console, read from its jar alone: never from the working directory, never a folder, and only
 * those of a known type.
 */
final class ConsoleFiles {

    private static final String ROOT = "hawtio-static";
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));

    /** One file's content type and bytes. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes go straight to the socket; nobody compares them
    record ConsoleFile(String type, byte[] bytes) {}

    /**
     * Reads a file. Blocks.
     *
     * @param path the path below the console's root, with a leading slash
     */
    Optional<ConsoleFile> find(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PLAIN_PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream file = ConsoleFiles.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            return file == null ? Optional.empty() : Optional.of(new ConsoleFile(type, file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
