package dev.wadi.config;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    private final AtomicInteger reloads = new AtomicInteger();

    private final Path folder;

    FileWatchTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void awaitReloads(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> reloads.get() >= count);
    }

    @Test
    void notices_files_that_come_change_and_go() throws IOException {
        try (FileWatch watch = FileWatch.start("things", () -> List.of(folder), reloads::incrementAndGet)) {
            Path file = Files.createDirectories(folder.resolve("a")).resolve("config.yaml");
            Files.writeString(file, "enabled: true");
            awaitReloads(1);
            int before = reloads.get();
            Files.writeString(file, "enabled: false");
            awaitReloads(before + 1);
            before = reloads.get();
            Files.delete(file);
            awaitReloads(before + 1);
        }
    }

    @Test
    void a_place_may_come_later() throws IOException {
        Path later = folder.resolve("later");
        try (FileWatch watch = FileWatch.start("things", () -> List.of(later), reloads::incrementAndGet)) {
            Files.createDirectories(later);
            awaitReloads(1);
        }
    }

    @Test
    void a_reload_that_throws_does_not_end_the_watch() throws IOException {
        try (FileWatch watch = FileWatch.start("things", () -> List.of(folder), () -> {
            reloads.incrementAndGet();
            throw new IllegalStateException("no luck");
        })) {
            Files.writeString(folder.resolve("a.jar"), "x");
            awaitReloads(1);
            Files.writeString(folder.resolve("b.jar"), "x");
            awaitReloads(2);
        }
    }
}
