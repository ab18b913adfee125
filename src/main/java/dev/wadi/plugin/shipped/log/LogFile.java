package dev.wadi.plugin.shipped.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that lines are appended to. Past a size it begins anew, and the one before is kept as {@code name.1}. Thread-safe. */
final class LogFile implements AutoCloseable {

    private final Path path;
    private final long maxBytes;
    private BufferedWriter writer;
    private long bytes;

    /** Opens it, and makes its folder where there is none. */
    LogFile(Path path, long maxBytes) throws IOException {
        this.path = path.toAbsolutePath();
        this.maxBytes = maxBytes;
        Path folder = this.path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        this.writer = open(this.path);
        this.bytes = Files.size(this.path);
    }

    private static BufferedWriter open(Path path) throws IOException {
        return Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Appends a line, and hands it to the operating system at once. */
    synchronized void append(String line) throws IOException {
        int length = line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (bytes > 0 && bytes + length > maxBytes) {
            rotate();
        }
        writer.write(line);
        writer.write('\n');
        writer.flush();
        bytes += length;
    }

    private void rotate() throws IOException {
        writer.close();
        try {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            writer = open(path); // else a move that fails would be the end of all writing
            bytes = Files.size(path);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
