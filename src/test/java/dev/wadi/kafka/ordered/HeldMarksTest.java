package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Marks as they are written, read and asked for. */
final class HeldMarksTest {

    private static final Instant DUE = Instant.parse("2026-01-02T03:04:05.678Z");

    private final HeldMarks marks = new HeldMarks("group");

    private static ByteBuffer key(String key) {
        return StandardCharsets.UTF_8.encode(key);
    }

    private static Origin origin(int partition, long offset) {
        return new Origin("orders", partition, offset);
    }

    private static HeldMark mark(String group, String key, Origin origin, @Nullable Instant due) {
        return new HeldMark(
                new HeldMark.Id(group, origin),
                key(key),
                due == null ? "orders.dlq" : "orders.retry.5m",
                due,
                new HeldMark.Blocker(origin(2, 1), FailureFamily.TRANSIENT, "the API is \"down\""));
    }

    private void take(OutgoingRecord written) {
        marks.take(written.key(), written.value());
    }

    @Test
    void a_mark_is_read_as_it_was_written() {
        HeldMark waiting = mark("group", "ключ", origin(2, 7), DUE);
        HeldMark dead = mark("group", "b", origin(2, 8), null);
        take(waiting.written("orders.held"));
        take(dead.written("orders.held"));
        assertThat(marks.of(origin(2, 7))).isEqualTo(waiting);
        assertThat(marks.of(origin(2, 8))).isEqualTo(dead);
        assertThat(dead.isDead()).isTrue();
        assertThat(waiting.isDead()).isFalse();
    }

    @Test
    void the_text_of_a_mark_stays_the_same_over_versions() {
        OutgoingRecord written = mark("group", "a", origin(2, 7), DUE).written("orders.held");
        assertThat(written.topic()).isEqualTo("orders.held");
        assertThat(written.key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"group\":\"group\",\"topic\":\"orders\",\"partition\":2,\"offset\":7}");
        assertThat(written.value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"key\":\"YQ==\",\"topic\":\"orders.retry.5m\",\"due\":\"2026-01-02T03:04:05.678Z\","
                        + "\"blocker\":{\"topic\":\"orders\",\"partition\":2,\"offset\":1},\"family\":\"TRANSIENT\","
                        + "\"cause\":\"the API is \\\"down\\\"\"}");
    }

    @Test
    void a_record_stays_behind_the_one_next_before_it_of_its_key_and_partition() {
        take(mark("group", "a", origin(2, 7), DUE).written("orders.held"));
        take(mark("group", "a", origin(2, 9), DUE).written("orders.held"));
        assertThat(marks.before(key("a"), origin(2, 7))).isNull();
        assertThat(marks.before(key("a"), origin(2, 8))).isEqualTo(marks.of(origin(2, 7)));
        assertThat(marks.before(key("a"), origin(2, 20))).isEqualTo(marks.of(origin(2, 9)));
        assertThat(marks.before(key("a"), origin(3, 20))).isNull();
        assertThat(marks.before(key("b"), origin(2, 20))).isNull();
    }

    @Test
    void what_is_removed_holds_nothing_any_more() {
        take(mark("group", "a", origin(2, 7), DUE).written("orders.held"));
        take(mark("group", "a", origin(2, 9), DUE).written("orders.held"));
        take(HeldMark.removal("orders.held", new HeldMark.Id("group", origin(2, 9))));
        assertThat(marks.before(key("a"), origin(2, 20))).isEqualTo(marks.of(origin(2, 7)));
        assertThat(marks.of(key("a"))).hasSize(1);
        take(HeldMark.removal("orders.held", new HeldMark.Id("group", origin(2, 7))));
        take(HeldMark.removal("orders.held", new HeldMark.Id("group", origin(2, 7))));
        assertThat(marks.before(key("a"), origin(2, 20))).isNull();
        assertThat(marks.isEmpty()).isTrue();
    }

    @Test
    void other_groups_and_what_nobody_of_us_wrote_are_left_out() {
        take(mark("other", "a", origin(2, 7), DUE).written("orders.held"));
        byte[] own =
                mark("group", "a", origin(2, 7), DUE).written("orders.held").key();
        for (String junk : List.of("", "no JSON", "null", "7", "{}", "{\"key\": \"?\"}")) {
            marks.take(own, junk.getBytes(StandardCharsets.UTF_8));
            marks.take(junk.getBytes(StandardCharsets.UTF_8), own);
        }
        marks.take(null, own);
        assertThat(marks.size()).isZero();
    }

    @Test
    void only_a_dead_letter_that_holds_its_key_has_a_mark_to_be_removed() {
        List<Header> headers = new ArrayList<>(List.of(
                FailureHeaders.text(FailureHeaders.TOPIC, "orders"),
                FailureHeaders.text(FailureHeaders.GROUP, "group"),
                FailureHeaders.text(FailureHeaders.ORIGIN_TOPIC, "orders"),
                FailureHeaders.text(FailureHeaders.ORIGIN_PARTITION, 2),
                FailureHeaders.text(FailureHeaders.ORIGIN_OFFSET, 7)));
        assertThat(HeldMark.removal(letter(headers))).isEmpty();
        headers.add(FailureHeaders.text(FailureHeaders.HELD, 12));
        OutgoingRecord removal = HeldMark.removal(letter(headers)).orElseThrow();
        assertThat(removal.topic()).isEqualTo("orders.held");
        assertThat(removal.value()).isNull();
        assertThat(removal.key())
                .isEqualTo(mark("group", "a", origin(2, 7), DUE)
                        .written("orders.held")
                        .key());
    }

    private static SourceRecord letter(List<Header> headers) {
        return new SourceRecord("orders.dlq", 0, 0, 0, null, null, headers);
    }

    @Test
    void hold_key_is_refused_where_there_is_no_order_to_keep() {
        DeliveryOptions options = new DeliveryOptions();
        options.setOrder(RecordOrder.NONE);
        options.check("kafka-ordered:orders");
        options.setOnDeadLetter(LaterRecords.HOLD_KEY);
        assertThatThrownBy(() -> options.check("kafka-ordered:orders"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "kafka-ordered:orders: hold-key keeps the records of a key in their order, but order was none."
                                + " Possible are key and partition");
        options.setOrder(RecordOrder.KEY);
        options.setDelayed(true);
        assertThatThrownBy(() -> options.check("kafka-ordered:orders"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("kafka-ordered:orders: hold-key is for the consumer of the topic where records come in, but"
                        + " delayed was true");
    }
}
