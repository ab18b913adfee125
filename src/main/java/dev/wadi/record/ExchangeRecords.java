package dev.wadi.record;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;

/** The records that an exchange stands for: one as it was consumed, several after an aggregation. */
public final class ExchangeRecords {

    private static final String PROPERTY = "WadiRecords";
    private static final String BATCH = "WadiDivisibleBatch";

    private ExchangeRecords() {}

    /** Puts the one record on the exchange that it was made for. */
    public static void attach(Exchange exchange, RecordHandle handle) {
        exchange.setProperty(PROPERTY, handle);
    }

    /** Puts a batch's records on the exchange that stands for them all. */
    public static void attach(Exchange exchange, List<RecordHandle> handles) {
        exchange.setProperty(PROPERTY, List.copyOf(handles));
    }

    /** The same for a batch that can be divided. */
    public static void attach(Exchange exchange, List<RecordHandle> handles, DivisibleBatch batch) {
        attach(exchange, handles);
        exchange.setProperty(BATCH, batch);
    }

    /** The batch that the exchange stands for, or a part of, if it can be divided. */
    public static Optional<DivisibleBatch> batch(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(BATCH, DivisibleBatch.class));
    }

    /** The records the exchange stands for; none if it did not come from {@code kafka-ordered:}. */
    @SuppressWarnings("unchecked")
    public static List<RecordHandle> of(Exchange exchange) {
        Object records = exchange.getProperty(PROPERTY);
        if (records instanceof RecordHandle handle) {
            return List.of(handle);
        }
        return records == null ? List.of() : (List<RecordHandle>) records;
    }

    /** The first of them, which gives a batch its place. */
    public static Optional<RecordHandle> first(Exchange exchange) {
        if (exchange.getProperty(PROPERTY) instanceof RecordHandle handle) {
            return Optional.of(handle);
        }
        return of(exchange).stream().findFirst();
    }

    /** Says that a connection is about to be called for the exchange. */
    public static void calls(Exchange exchange, String connection) {
        if (exchange.getProperty(PROPERTY) instanceof RecordHandle handle) {
            handle.calls(connection);
        } else {
            of(exchange).forEach(handle -> handle.calls(connection));
        }
    }

    /** Where asynchronous steps go on with the exchange: its record's thread, or else the other executor. */
    public static Executor executor(Exchange exchange, Executor other) {
        if (exchange.getProperty(PROPERTY) instanceof RecordHandle handle) {
            return handle;
        }
        List<RecordHandle> records = of(exchange);
        return records.isEmpty() ? other : records.getFirst();
    }
}
