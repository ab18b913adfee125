package dev.wadi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.claim.claimx.ClaimxEventType;
import dev.wadi.claim.claimx.ClaimxEvents;
import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.demo.api.ClaimxApi;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventGeneratorTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneOffset.UTC);
    private static final int MANY = 20_000;

    private final ClaimxEvents claimx = new ClaimxEvents(CLOCK);

    @Test
    void the_same_seed_gives_the_same_bytes() {
        assertThat(texts(7, CLOCK)).isEqualTo(texts(7, CLOCK)).isNotEqualTo(texts(8, CLOCK));
    }

    @Test
    void only_the_points_in_time_move_with_the_clock() {
        Clock later = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);
        List<String> moved = texts(7, later);
        assertThat(moved).isNotEqualTo(texts(7, CLOCK));
        assertThat(moved.stream().map(text -> text.replace("2027-01-01T00", "2026-05-01T10")))
                .containsAll(texts(7, CLOCK).stream()
                        .filter(text -> text.endsWith("}"))
                        .toList());
    }

    @Test
    void all_ten_types_come_and_half_are_about_tasks() {
        Map<ClaimxEventType, Long> counts = generate(Kind.SOUND)
                .map(event -> ClaimxEventType.of(normalise(event)).orElseThrow())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts).hasSize(10);
        long tasks = counts.getOrDefault(ClaimxEventType.CUSTOM_TASK_ASSIGNED, 0L)
                + counts.getOrDefault(ClaimxEventType.CUSTOM_TASK_COMPLETED, 0L);
        assertThat(tasks).isBetween(MANY * 46L / 100, MANY * 54L / 100);
    }

    @Test
    void sound_events_have_their_own_ids_and_their_project_as_key() {
        Set<Object> ids = new HashSet<>();
        Set<Object> projects = new HashSet<>();
        generate(Kind.SOUND).forEach(event -> {
            Map<String, @Nullable Object> normalised = normalise(event);
            assertThat(event.key()).isEqualTo(normalised.get("project_id"));
            assertThat(ids.add(String.valueOf(normalised.get("event_id")))).isTrue();
            projects.add(String.valueOf(normalised.get("project_id")));
        });
        assertThat(projects).hasSize(300);
    }

    @Test
    void about_two_in_a_hundred_are_broken_each_as_its_kind_says() {
        assertThat(generate(Kind.SOUND)).hasSizeBetween(MANY * 97 / 100, MANY * 99 / 100);
        assertThat(generate(Kind.BAD_JSON).toList()).isNotEmpty().allSatisfy(event -> assertThatThrownBy(
                        () -> Json.object(event.value()))
                .isInstanceOf(Failure.class));
        assertThat(generate(Kind.MISSING_FIELD).toList())
                .isNotEmpty()
                .anySatisfy(event -> assertThat(event.key()).isNull())
                .anySatisfy(event -> assertThat(event.key()).isNotNull())
                .allSatisfy(event -> assertThatThrownBy(() -> normalise(event)).hasMessageContaining("is missing"));
        assertThat(generate(Kind.UNKNOWN_TO_API).toList()).isNotEmpty().allSatisfy(event -> assertThat(event.key())
                .startsWith("404"));
    }

    @Test
    void what_the_api_says_of_a_task_agrees_with_the_event() {
        ClaimxApi api = new ClaimxApi(URI.create("http://localhost/files"), CLOCK);
        List<Map<String, @Nullable Object>> tasks = generate(Kind.SOUND)
                .map(this::normalise)
                .filter(event -> event.get("task_assignment_id") != null)
                .map(event -> {
                    Map<String, @Nullable Object> task =
                            Json.object(api.assignment(String.valueOf(event.get("task_assignment_id")))
                                    .body());
                    assertThat(String.valueOf(task.get("projectId"))).isEqualTo(event.get("project_id"));
                    assertThat(task.get("status")).isIn("CANCELLED", statusAfter(event));
                    return task;
                })
                .toList();
        int all = tasks.size();
        assertThat(tasks.stream().map(task -> task.get("assignmentId")).distinct())
                .hasSize(all);
        assertThat(having(tasks, "taskId", 456)).hasSizeBetween(all / 5, all / 3);
        assertThat(having(tasks, "taskId", 789)).hasSizeBetween(all / 14, all / 10);
        assertThat(having(tasks, "status", "CANCELLED")).hasSizeBetween(all / 14, all / 7);
    }

    private static String statusAfter(Map<String, @Nullable Object> event) {
        return "CUSTOM_TASK_COMPLETED".equals(event.get("event_type")) ? "COMPLETED" : "ASSIGNED";
    }

    private static Stream<Map<String, @Nullable Object>> having(
            List<Map<String, @Nullable Object>> tasks, String field, Object value) {
        return tasks.stream().filter(task -> value.equals(task.get(field)));
    }

    private Map<String, @Nullable Object> normalise(GeneratedEvent event) {
        return claimx.normalise(Json.object(event.value()));
    }

    private static Stream<GeneratedEvent> generate(Kind kind) {
        EventGenerator generator = new EventGenerator(42, CLOCK);
        return Stream.generate(generator::next).limit(MANY).filter(event -> event.kind() == kind);
    }

    private static List<String> texts(long seed, Clock clock) {
        EventGenerator generator = new EventGenerator(seed, clock);
        return Stream.generate(generator::next)
                .limit(500)
                .map(event -> event.key() + new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
