package dev.wadi.dlq.replay;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What goes to the replay topic for a dead record: key, value and headers as they came in, and its history. */
final class ReplayRecord {

    /** What a topic's name has at its end where its consumers take up replayed records. */
    static final String ENDING = ".replay";

    /** What stays of the headers that we wrote. The failure that is over does not. */
    private static final Set<String> KEPT = Set.of(
            FailureHeaders.KIND,
            FailureHeaders.GROUP,
            FailureHeaders.TOPIC,
            FailureHeaders.CONSUMER,
            FailureHeaders.ORIGIN_TOPIC,
            FailureHeaders.ORIGIN_PARTITION,
            FailureHeaders.ORIGIN_OFFSET,
            FailureHeaders.FIRST_FAILED_AT,
            FailureHeaders.ATTEMPTS);

    private ReplayRecord() {}

    static OutgoingRecord of(Letter letter) {
        List<Header> headers = new ArrayList<>();
        for (Header header : letter.source().headers()) {
            if (!header.name().startsWith(FailureHeaders.PREFIX) || KEPT.contains(header.name())) {
                headers.add(header);
            }
        }
        headers.add(FailureHeaders.text(FailureHeaders.RETRIES, 0));
        headers.add(FailureHeaders.text(FailureHeaders.REPLAYS, letter.history().replays() + 1));
        return new OutgoingRecord(letter.topic() + ENDING, letter.source().key(), letter.original(), headers);
    }
}
