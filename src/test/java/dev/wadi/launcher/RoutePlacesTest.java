package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the texts of route files tell. */
class RoutePlacesTest {

    static RoutePlaces places(Path file) {
        Problems problems = new Problems();
        RouteSyntax syntax = new RouteSyntax(problems);
        syntax.read(file);
        problems.throwIfAny();
        return syntax.places();
    }

    @Test
    void the_topics_for_dead_letters_are_found_however_they_are_written(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: kafka-ordered:one
                      parameters: { errorTopic: failed.ones, maxInFlight: 3 }
                      steps: [ { to: "log:errorTopic=none" } ]
                - route:
                    from: { uri: "kafka-ordered:two?maxInFlight=3&deadLetterTopic=graveyard", steps: [] }
                """);
        assertThat(places(file).letterTopics()).containsExactly("failed.ones", "graveyard");
    }

    @Test
    void the_shipped_routes_name_the_photo_worker_s_errors() {
        Path home = Path.of("").toAbsolutePath();
        assertThat(ProjectRoutes.find(home, List.of(), Variables.of(Map.of()))
                        .places()
                        .letterTopics())
                .containsExactly("plugin.photo_tasks.errors");
    }
}
