package dev.wadi.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static final Origin ORIGIN = new Origin("claimx.events.raw", 3, 41);

    @Test
    void the_idempotency_key_of_a_call_never_changes() {
        // Pinned: who received a call before an upgrade must know it again after it.
        assertThat(ORIGIN.idempotencyKey("task_trigger/0")).isEqualTo("e7b49557-64ef-34cf-891a-cb5c24359b04");
        assertThat(new Origin("claimx.events.raw", 3, 41).idempotencyKey("task_trigger/0"))
                .isEqualTo(ORIGIN.idempotencyKey("task_trigger/0"));
    }

    @Test
    void calls_of_other_records_or_actions_have_other_keys() {
        List<String> keys = Stream.of(
                        ORIGIN.idempotencyKey("task_trigger/0"),
                        ORIGIN.idempotencyKey("task_trigger/1"),
                        new Origin("claimx.events.raw", 3, 42).idempotencyKey("task_trigger/0"),
                        new Origin("claimx.events.raw", 4, 41).idempotencyKey("task_trigger/0"),
                        new Origin("xact.events.raw", 3, 41).idempotencyKey("task_trigger/0"),
                        new Origin("xact.events.raw", 34, 1).idempotencyKey("task_trigger/0"))
                .toList();
        assertThat(keys)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    @Test
    void shows_topic_partition_and_offset() {
        assertThat(ORIGIN).hasToString("claimx.events.raw-3@41");
    }
}
