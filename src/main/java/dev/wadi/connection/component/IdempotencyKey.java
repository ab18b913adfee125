package dev.wadi.connection.component;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Origin;
import dev.wadi.record.RecordHandle;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Tells one call of a route from every other, and a repetition of it from a new one: the record's origin, the route, the
 * call, and the how-manieth of its kind it is. Nothing of it changes with a retry or a replay.
 */
final class IdempotencyKey {

    private final String call;
    private final String counter; // the exchange's property that counts

    /** @param call what tells calls of this kind from the route's others */
    IdempotencyKey(String call) {
        this.call = call;
        this.counter = "WadiCalls " + call;
    }

    /** The key of an exchange's next call, or null where it came from no record. */
    @Nullable
    String next(Exchange exchange) {
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        if (records.isEmpty()) {
            return null;
        }
        int count = exchange.getProperty(counter) instanceof Integer earlier ? earlier : 0;
        exchange.setProperty(counter, count + 1);
        String action = ExchangeHelper.getRouteId(exchange) + ' ' + call + ' ' + count + part(exchange) + rest(records);
        return records.getFirst().origin().idempotencyKey(action);
    }

    /** Which part of the record, where a split or a multicast made several of it. */
    private static String part(Exchange exchange) {
        return text(exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX))
                + text(exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX));
    }

    private static String text(@Nullable Object index) {
        return index == null ? "" : " " + index;
    }

    /** The other records of a batch: the same first record with other companions is another call. */
    private static String rest(List<RecordHandle> records) {
        if (records.size() == 1) {
            return " ";
        }
        return records.stream()
                .skip(1)
                .map(RecordHandle::origin)
                .map(Origin::toString)
                .collect(Collectors.joining(" ", " ", ""));
    }
}
