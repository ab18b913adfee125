package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.RefusedStatus;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lookup gives when there is nothing, or nothing new to be had, and how much it keeps. */
final class LookupTimesTest {

    private final Failure down = Failure.of(FailureFamily.TRANSIENT, "down", null, 3);

    private final LookupScene scene = new LookupScene();

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void that_there_is_nothing_is_known_for_its_own_time(int status) {
        scene.times(300, 0, 10, 0);
        CompletionStage<Answer> first = scene.find(1);
        scene.fail(0, Failure.payload("answered " + status, new RefusedStatus(status)));
        scene.pass(Duration.ofSeconds(9));

        assertThat(LookupScene.failure(first)).hasMessage("answered " + status);
        assertThat(LookupScene.failure(scene.find(1)))
                .isInstanceOf(Failure.class)
                .hasMessage("answered " + status);
        assertThat(scene.paths()).hasSize(1);
        assertThat(scene.calls("missing")).isEqualTo(1);
        assertThat(scene.lookups("hit")).isEqualTo(1);

        scene.pass(Duration.ofSeconds(1));
        CompletionStage<Answer> created = scene.find(1);
        scene.answer(1, "1");
        assertThat(LookupScene.value(created)).isEqualTo(1);
    }

    @Test
    void by_default_that_there_is_nothing_is_not_kept() {
        scene.find(1);
        scene.fail(0, Failure.payload("answered 404", new RefusedStatus(404)));
        scene.find(1);

        assertThat(scene.paths()).hasSize(2);
    }

    @Test
    void other_refusals_are_never_kept() {
        scene.times(300, 0, 10, 0);
        scene.find(1);
        scene.fail(0, Failure.payload("answered 400", new RefusedStatus(400)));
        scene.find(1);

        assertThat(scene.paths()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = OnMissing.class,
            names = {"NULL", "SKIP"})
    void nothing_is_an_answer_where_the_lookup_says_so(OnMissing what) {
        scene.onMissing(what);
        CompletionStage<Answer> refused = scene.find(1);
        CompletionStage<Answer> counted = scene.find(2);
        scene.fail(0, Failure.payload("answered 404", new RefusedStatus(404)));
        scene.answer(1, 404, ""); // where the connection takes it for a success

        assertThat(refused).isCompletedWithValueMatching(Answer::isMissing);
        assertThat(counted).isCompletedWithValueMatching(Answer::isMissing);
    }

    @Test
    void where_nothing_is_an_answer_a_field_of_the_path_may_be_absent_too() {
        scene.onMissing(OnMissing.NULL);

        assertThat(scene.find(Map.of())).isCompletedWithValueMatching(Answer::isMissing);
        assertThat(scene.paths()).isEmpty();
        assertThat(scene.lookups("absent")).isEqualTo(1);
        assertThatThrownBy(() -> scene.find(Map.of("id", ".."))).hasMessage("Path parameter 'id' must not be '..'");
    }

    @Test
    void what_the_connection_drops_is_neither_an_answer_nor_kept() {
        scene.times(300, 0, 10, 60);
        CompletionStage<Answer> conflict = scene.find(1);
        CompletionStage<Answer> missing = scene.find(2);
        scene.drop(0, 409);
        scene.drop(1, 404);
        scene.find(1);
        scene.find(2);

        assertThat(conflict).isCompletedWithValueMatching(answer -> "dropped: status 409".equals(answer.dropped()));
        assertThat(missing)
                .isCompletedWithValueMatching(
                        answer -> answer.isMissing() && "dropped: status 404".equals(answer.dropped()));
        assertThat(scene.paths()).containsExactly("/p/1", "/p/2", "/p/1");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureFamily.class,
            names = {"TRANSIENT", "AUTH", "CIRCUIT_OPEN"})
    void an_old_answer_stands_in_while_the_connection_fails(FailureFamily family) {
        scene.times(300, 0, 0, 60);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(301));
        CompletionStage<Answer> stale = scene.find(1);
        scene.fail(1, Failure.of(family, "no", null, 1));

        assertThat(LookupScene.value(stale)).isEqualTo(1);
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1); // at once, without another call
        assertThat(scene.paths()).hasSize(2);
        assertThat(scene.stale()).isEqualTo(2);
    }

    @Test
    void no_longer_than_its_bound() {
        scene.times(300, 0, 0, 60);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(301));
        scene.find(1);
        scene.fail(1, down);
        scene.pass(Duration.ofSeconds(59));
        CompletionStage<Answer> beyond = scene.find(1);
        scene.fail(2, down);

        assertThat(LookupScene.failure(beyond)).isSameAs(down);
    }

    @Test
    void while_it_stands_in_calls_are_tried_in_the_background_now_and_then() {
        scene.times(300, 0, 0, 60);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(301));
        scene.find(1);
        scene.fail(1, down);

        scene.pass(Duration.ofSeconds(5));
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1);
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1);
        assertThat(scene.paths()).hasSize(3);
        scene.fail(2, down);
        scene.find(1);
        assertThat(scene.paths()).hasSize(3);

        scene.pass(Duration.ofSeconds(5));
        scene.find(1);
        scene.answer(3, "2");
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(2);
        assertThat(scene.paths()).hasSize(4);
    }

    @Test
    void an_old_answer_does_not_stand_in_for_something_that_is_gone_or_refused() {
        scene.times(300, 0, 0, 60);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(301));
        CompletionStage<Answer> gone = scene.find(1);
        scene.fail(1, Failure.payload("answered 404", new RefusedStatus(404)));
        CompletionStage<Answer> refused = scene.find(1);
        scene.fail(2, Failure.payload("answered 400", new RefusedStatus(400)));

        assertThat(LookupScene.failure(gone)).hasMessage("answered 404");
        assertThat(LookupScene.failure(refused)).hasMessage("answered 400");
        assertThat(scene.stale()).isZero();
    }

    @Test
    void a_newer_answer_is_fetched_in_the_background_before_the_old_one_ends() {
        scene.times(300, 240, 0, 0);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(241));

        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1);
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1);
        assertThat(scene.paths()).hasSize(2);
        scene.answer(1, "2");
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(2);
        assertThat(scene.lookups("called")).isEqualTo(1);
    }

    @Test
    void a_refresh_that_fails_leaves_the_answer_and_is_tried_again_later() {
        scene.times(300, 240, 0, 0);
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(241));
        scene.find(1);
        scene.fail(1, down);

        assertThat(LookupScene.value(scene.find(1))).isEqualTo(1);
        assertThat(scene.paths()).hasSize(2);
        scene.pass(Duration.ofSeconds(5));
        scene.find(1);
        assertThat(scene.paths()).hasSize(3);
        assertThat(scene.stale()).isZero();
    }

    /** What a route has declared old must not come back with an answer that was asked for before. */
    @Test
    void an_answer_that_comes_after_an_invalidation_is_not_kept() {
        CompletionStage<Answer> before = scene.find(1);
        scene.cache().entries().invalidateAll();
        scene.answer(0, "1");
        scene.find(1);

        assertThat(LookupScene.value(before)).isEqualTo(1);
        assertThat(scene.paths()).hasSize(2);
    }

    @Test
    void no_more_answers_are_kept_than_allowed() {
        LookupScene small = new LookupScene(new LookupBounds(10, 1_000_000));
        IntStream.range(0, 100).forEach(id -> {
            small.find(id);
            small.answer(id, "1");
        });
        small.cache().entries().cleanUp();

        assertThat(small.size()).isLessThanOrEqualTo(10);
        assertThat(small.evictions()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void no_more_bytes_are_kept_than_allowed() {
        LookupScene small = new LookupScene(new LookupBounds(100, 1_000));
        IntStream.range(0, 50).forEach(id -> {
            small.find(id);
            small.answer(id, '"' + "x".repeat(98) + '"');
        });
        small.cache().entries().cleanUp();

        assertThat(small.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void mistakes_in_times_and_bounds_are_reported() {
        assertThatThrownBy(() -> scene.times(-1, 0, 0, 0))
                .hasMessage("cacheTtl must be from 0 to 315360000 seconds, but was -1");
        assertThatThrownBy(() -> scene.times(300, 300, 0, 0))
                .hasMessage("refreshAfter must be less than cacheTtl (300), but was 300");
        assertThatThrownBy(() -> new LookupBounds(0, 1))
                .hasMessage("maximumSize and maximumBytes must be at least 1, but were 0 and 1");
    }
}
