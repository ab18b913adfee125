package dev.wadi.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.FailureHeaders;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Letters of one topic, place and cause are one group, known by an id that stays. */
class LetterGroupsTest {

    private static Letter letter(long offset, String stage, String cause, String failedAt, int replays) {
        return Letter.of(new SourceRecord(
                        "claimx.events.raw.dlq",
                        0,
                        offset,
                        0,
                        "k".getBytes(StandardCharsets.UTF_8),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        List.of(
                                FailureHeaders.text(FailureHeaders.KIND, "record"),
                                FailureHeaders.text(FailureHeaders.FAMILY, "payload"),
                                FailureHeaders.text(FailureHeaders.STAGE, stage),
                                FailureHeaders.text(FailureHeaders.CAUSE, cause),
                                FailureHeaders.text(FailureHeaders.FAILED_AT, failedAt),
                                FailureHeaders.text(FailureHeaders.REPLAYS, replays))))
                .orElseThrow();
    }

    private static List<LetterGroup> grouped(Letter... letters) {
        LetterGroups groups = new LetterGroups();
        List.of(letters).forEach(groups::add);
        return groups.largestFirst();
    }

    @Test
    void letters_of_one_cause_are_counted_with_their_first_and_last_failure() {
        List<LetterGroup> groups = grouped(
                letter(1, "ingest", "no project 1", "2026-01-02T00:00:00Z", 0),
                letter(2, "ingest", "no task", "2026-01-05T00:00:00Z", 0),
                letter(3, "ingest", "no project 3", "2026-01-03T00:00:00Z", 2),
                letter(4, "ingest", "no project 4", "2026-01-01T00:00:00Z", 0));
        assertThat(groups).hasSize(2);
        LetterGroup first = groups.getFirst();
        assertThat(first.count()).isEqualTo(3);
        assertThat(first.cause()).isEqualTo("no project #");
        assertThat(first.first()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(first.last()).isEqualTo(Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(first.maxReplays()).isEqualTo(2);
        assertThat(first.example()).hasToString("claimx.events.raw.dlq/0/3");
    }

    @Test
    void the_same_cause_at_another_place_is_another_group() {
        assertThat(grouped(
                        letter(1, "ingest", "no project 1", "2026-01-02T00:00:00Z", 0),
                        letter(2, "enrich", "no project 1", "2026-01-02T00:00:00Z", 0)))
                .hasSize(2);
    }

    @Test
    void a_group_s_id_does_not_depend_on_the_other_letters() {
        Letter one = letter(1, "ingest", "no project 1", "2026-01-02T00:00:00Z", 0);
        assertThat(LetterGroup.idOf(one))
                .matches("[0-9a-f]{6}")
                .isEqualTo(LetterGroup.idOf(letter(9, "ingest", "no project 9", "2026-02-02T00:00:00Z", 1)));
    }

    @Test
    void a_letter_is_chosen_by_its_group_or_by_words_of_its_cause() {
        Letter one = letter(1, "ingest", "No project 1 there", "2026-01-02T00:00:00Z", 0);
        assertThat(new Selection.ByCause(LetterGroup.idOf(one)).matching().test(one))
                .isTrue();
        assertThat(new Selection.ByCause("PROJECT 1").matching().test(one)).isTrue();
        assertThat(new Selection.ByCause("project # there").matching().test(one))
                .isTrue();
        assertThat(new Selection.ByCause("project 2").matching().test(one)).isFalse();
    }

    @Test
    void a_record_without_a_failure_is_no_letter() {
        assertThat(Letter.of(new SourceRecord("t.dlq", 0, 0, 0, null, null, List.of())))
                .isEmpty();
    }

    @Test
    void an_id_is_read_as_it_is_written() {
        LetterId id = new LetterId("claimx.events.raw.dlq", 2, 12);
        assertThat(LetterId.parse(id.toString())).contains(id);
        assertThat(List.of("", "t", "t/1", "t/1/x", "t/-1/2", "a b/1/2", "t/1/2/3"))
                .allMatch(text -> LetterId.parse(text).isEmpty());
    }
}
