package dev.wadi.connection.component;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Origin;
import dev.wadi.record.RecordHandle;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Tells one call of a route from every other, and a repetition of it from a new one: the record's origin, the route, the
 * call, and the how-manieth of its kind it is. Nothing of it changes with a retry or a replay.
 */
final class IdempotencyKey {

    private static final String COUNT = "WadiCalls ";

    private IdempotencyKey() {}

    /** The key of an exchange's next call, or null where it came from no record. */
    static @Nullable String next(Exchange exchange, String call) {
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        if (records.isEmpty()) {
            return null;
        }
        int count = exchange.getProperty(COUNT + call, 0, Integer.class);
        exchange.setProperty(COUNT + call, count + 1);
        String action = ExchangeHelper.getRouteId(exchange) + ' ' + call + ' ' + count + part(exchange) + rest(records);
        return records.getFirst().origin().idempotencyKey(action);
    }

    /** Which part of the record, where a split or a multicast made several of it. */
    private static String part(Exchange exchange) {
        return text(exchange.getProperty(Exchange.SPLIT_INDEX)) + text(exchange.getProperty(Exchange.MULTICAST_INDEX));
    }

    private static String text(@Nullable Object index) {
        return index == null ? "" : " " + index;
    }

    /** The other records of a batch: the same first record with other companions is another call. */
    private static String rest(List<RecordHandle> records) {
        return records.stream()
                .skip(1)
                .map(RecordHandle::origin)
                .map(Origin::toString)
                .collect(Collectors.joining(" ", " ", ""));
    }
}
