package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the project's files, for a test to run in and to edit. */
record ProjectCopy(Path folder) {

    private static final List<String> COPIED = List.of("routes", "plugins", "connections", "application.properties");

    /** Copies the files that a user edits into a new folder. */
    static ProjectCopy in(Path folder) {
        for (String name : COPIED) {
            try (Stream<Path> tree = Files.walk(Path.of(name))) {
                for (Path file : tree.toList()) {
                    Path target = folder.resolve(file);
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new ProjectCopy(folder);
    }

    /** Writes a file, in place of one that may be there. */
    ProjectCopy write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes files and folders with all that is in them. */
    ProjectCopy delete(String... files) {
        for (String file : files) {
            TestKafka.deleteTree(folder.resolve(file));
        }
        return this;
    }

    /** Replaces a text that stands in a file, each time that it does. */
    ProjectCopy edit(String file, String before, String after) {
        try {
            Path path = folder.resolve(file);
            String text = Files.readString(path);
            assertThat(text).as(file).contains(before);
            Files.writeString(path, text.replace(before, after));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets after how long the group gives the partitions of a killed process to the next. */
    ProjectCopy withSessionTimeout(Duration timeout) {
        String option = "sessionTimeout: " + timeout.toMillis();
        return edit(
                        "routes/claimx/ingest.camel.yaml",
                        "      steps:",
                        "      parameters: { " + option + " }\n      steps:")
                .edit("routes/claimx/enrich.camel.yaml", "shards: 8", option + "\n        shards: 8")
                .edit("routes/workers/photo.camel.yaml", "maxInFlight: 32", "maxInFlight: 32, " + option);
    }

    /** The place of the first line with a text, as messages tell it: {@code file:line}. */
    String place(String file, String text) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return file + ":" + (i + 1);
                }
            }
            throw new AssertionError(text + " does not stand in " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
