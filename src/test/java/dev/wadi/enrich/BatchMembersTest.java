package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.component.OpenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchMembersTest {

    private static final Instant BEGUN = Instant.parse("2026-01-10T08:00:00Z");

    private final List<OpenRecord> records =
            IntStream.range(0, 5).mapToObj(OpenRecord::new).toList();

    private BatchMembers gathered(int count) {
        BatchMembers members = new BatchMembers(BEGUN);
        records.subList(0, count).forEach(each -> members.add(each.origin().offset(), List.of(each)));
        return members;
    }

    @Test
    void is_one_message_with_the_bodies_in_their_order_and_their_number() {
        assertThat(gathered(3).message("events")).isEqualTo(Map.of("events", List.of(0L, 1L, 2L), "batch_size", 3));
    }

    @Test
    void its_bytes_are_those_of_the_records_keys_and_values() {
        assertThat(gathered(3).bytes()).isEqualTo(12); // "{}" is the key and the value of each
    }

    @Test
    void the_time_that_is_left_counts_from_the_first_member_and_never_ends_below_a_millisecond() {
        Duration limit = Duration.ofSeconds(5);
        assertThat(gathered(2).left(limit, BEGUN)).isEqualTo(limit);
        assertThat(gathered(2).left(limit, BEGUN.plusSeconds(3))).isEqualTo(Duration.ofSeconds(2));
        assertThat(gathered(2).left(limit, BEGUN.plusSeconds(9))).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void halves_have_all_members_in_their_order() {
        List<BatchMembers> halves = gathered(5).halves();
        assertThat(halves)
                .extracting(half -> half.message("items").get("items"))
                .isEqualTo(List.of(List.of(0L, 1L, 2L), List.of(3L, 4L)));
    }

    @Test
    void each_half_lets_go_of_its_own_records() {
        List<BatchMembers> halves = gathered(4).halves();
        halves.getLast().release();
        assertThat(records).extracting(OpenRecord::holds).containsExactly(1, 1, 0, 0, 0);
        halves.getFirst().release();
        assertThat(records).extracting(OpenRecord::holds).containsOnly(0);
    }

    @Test
    void a_record_of_which_a_split_made_several_messages_is_named_once_and_open_until_the_last_is_released() {
        BatchMembers members = new BatchMembers(BEGUN);
        members.add("a", List.of(records.getFirst()));
        members.add("b", List.of(records.getFirst()));
        assertThat(members.records()).isEqualTo(List.<Object>of(records.getFirst()));
        members.halves().getFirst().release();
        assertThat(records.getFirst().holds()).isEqualTo(1);
    }
}
