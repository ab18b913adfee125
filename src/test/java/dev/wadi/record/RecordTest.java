package dev.wadi.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeRecordHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What a record, a dead letter and an exchange say of themselves. */
class RecordTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DeadLetter letter(Throwable thrown) {
        return DeadLetter.ofRecord(FakeRecordHandle.at(1), thrown, "claimx-enrich", NOW);
    }

    /** It is read by people, copied into headers, the log and a worker's error topic: it is hidden where it begins. */
    @Test
    void the_cause_of_a_dead_letter_holds_no_secret() {
        DeadLetter letter = letter(new IllegalStateException("GET https://h/a?sig=CANARY&page=2 answered 404"));

        assertThat(letter.cause()).isEqualTo("GET https://h/a?sig=***&page=2 answered 404");
        assertThat(FailureHeaders.of(letter))
                .filteredOn(header -> header.name().equals(FailureHeaders.CAUSE))
                .singleElement()
                .satisfies(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .isEqualTo(letter.cause()));
    }

    @Test
    void of_headers_with_one_name_the_last_counts() {
        SourceRecord source = new SourceRecord(
                "t",
                0,
                1,
                0,
                null,
                null,
                List.of(new Header("a", utf8("1")), new Header("a", utf8("zwölf")), new Header("b", utf8("x"))));
        assertThat(source.header("a")).isEqualTo("zwölf");
        assertThat(source.header("A")).isNull();
        assertThat(source.header("missing")).isNull();
        assertThat(source.place()).isEqualTo(new Origin("t", 0, 1));
    }

    /** The value of an earlier header used to shine through. */
    @Test
    void a_header_without_a_value_is_none() {
        SourceRecord source =
                new SourceRecord("t", 0, 1, 0, null, null, List.of(new Header("a", utf8("1")), new Header("a", null)));
        assertThat(source.header("a")).isNull();
    }

    @Test
    void a_dead_letter_tells_the_story_of_its_failure() {
        DeadLetter letter = letter(Failure.of(FailureFamily.TRANSIENT, "503 from api", null, 4));
        assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.RECORD);
        assertThat(letter.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(letter.cause()).isEqualTo("503 from api");
        assertThat(letter.stage()).isEqualTo("claimx-enrich");
        assertThat(letter.attempts()).isEqualTo(4);
        assertThat(letter.failedAt()).isEqualTo(NOW);
        assertThat(letter.payload()).isNull();
    }

    @Test
    void a_cause_is_cut_at_500_characters() {
        assertThat(letter(new IOException("x".repeat(501))).cause()).hasSize(500);
        assertThat(letter(new IOException("x".repeat(500))).cause()).hasSize(500);
    }

    /** Cut in the middle, such a character became a question mark in the header. */
    @Test
    void a_cause_is_never_cut_inside_of_a_character() {
        assertThat(letter(new IOException("x".repeat(499) + "\uD83D\uDE00")).cause())
                .isEqualTo("x".repeat(499));
    }

    @Test
    void a_throwable_without_a_message_is_called_by_its_type() {
        assertThat(letter(new IllegalStateException()).cause()).isEqualTo("IllegalStateException");
        assertThat(letter(new IllegalStateException(" ")).cause()).isEqualTo("IllegalStateException");
    }

    @Test
    void an_exchange_stands_for_no_record_one_or_many() {
        RecordHandle one = FakeRecordHandle.at(1);
        RecordHandle other = FakeRecordHandle.at(2);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        assertThat(ExchangeRecords.of(exchange)).isEmpty();
        assertThat(ExchangeRecords.first(exchange)).isEmpty();

        ExchangeRecords.attach(exchange, one);
        assertThat(ExchangeRecords.of(exchange)).containsExactly(one);
        assertThat(ExchangeRecords.first(exchange)).contains(one);

        List<RecordHandle> batch = new ArrayList<>(List.of(other, one));
        ExchangeRecords.attach(exchange, batch);
        batch.clear();
        assertThat(ExchangeRecords.of(exchange)).containsExactly(other, one);
        assertThat(ExchangeRecords.first(exchange)).contains(other);
    }

    @Test
    void a_copy_of_an_exchange_stands_for_the_same_records() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        ExchangeRecords.attach(exchange, FakeRecordHandle.at(1));
        assertThat(ExchangeRecords.of(exchange.copy())).isEqualTo(ExchangeRecords.of(exchange));
    }
}
