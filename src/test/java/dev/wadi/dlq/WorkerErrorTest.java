package dev.wadi.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.json.Json;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetterTarget.Form;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker's error message was made of comes out of it again, byte for byte. */
class WorkerErrorTest {

    private static final String CAUSE = "the \"field\" is\nmissing, ä";

    private static byte[] written(byte @Nullable [] original) {
        return WorkerError.of(DeadLetter.ofRecord(
                new FailedRecord(Form.WORKER_ERROR, original), Failure.payload(CAUSE), "claimx-enrich", Instant.EPOCH));
    }

    private static byte @Nullable [] read(byte[] written) {
        return WorkerError.original(written, CAUSE, "claimx-enrich")
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\" : 1.50, \"a\":1e3}\n",
                " [1, 2] ",
                "\"text\"",
                "0012",
                "1.0",
                "null",
                "",
                "{\"a\":1} trailing",
                "{\"twice\":1,\"twice\":2}",
                "{\"escaped\":\"\\u00e4 ä\"}",
                "\uFEFF{}",
                "{\"original_message\":{},\"error\":\"x\",\"worker_name\":\"y\"}"
            })
    void every_original_comes_back_as_it_was(String original) {
        byte[] bytes = original.getBytes(StandardCharsets.UTF_8);
        byte[] written = written(bytes);
        assertThat(read(written)).isEqualTo(bytes);
        assertThat(Json.object(written)).containsEntry("error", CAUSE).containsEntry("worker_name", "claimx-enrich");
    }

    @Test
    void bytes_of_other_encodings_come_back_as_they_were() {
        byte[] noText = {'"', (byte) 0xFF, '"'};
        assertThat(read(written(noText))).isEqualTo(noText);
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(read(written(utf16))).isEqualTo(utf16);
    }

    @Test
    void an_original_without_a_value_is_none_again() {
        assertThat(read(written(null))).isNull();
    }

    @Test
    void json_stands_there_as_it_came() {
        byte[] written = written("{\"b\" : 1.50}".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(written, StandardCharsets.UTF_8))
                .startsWith("{\"original_message\":{\"b\" : 1.50},\"err");
    }

    @Test
    void the_error_message_of_another_letter_is_an_original_itself() {
        byte[] written = written("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(WorkerError.original(written, CAUSE, "errors-of-the-errors")).isEmpty();
        assertThat(WorkerError.original(written, "something else", "claimx-enrich"))
                .isEmpty();
        assertThat(WorkerError.original(null, CAUSE, "claimx-enrich")).isEmpty();
        assertThat(WorkerError.original("{}".getBytes(StandardCharsets.UTF_8), CAUSE, "claimx-enrich"))
                .isEmpty();
    }
}
