package dev.wadi.log;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.record.Origin;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields that tell what a line is about. What is said first stays; what is empty is left out. */
public final class LogFields {

    static final String EVENT_ID = "event_id";
    static final String DOMAIN = "domain";
    static final String STAGE = "stage";
    static final String PLUGIN = "plugin";
    static final String WORKER = "worker";
    static final String TRACE_ID = "trace_id";
    static final String ORIGIN = "origin";

    private static final List<String> ORDER = List.of(EVENT_ID, PLUGIN, STAGE, WORKER, DOMAIN, TRACE_ID, ORIGIN);

    /** W3C Trace Context: version, trace id, parent id, flags. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    /** No larger record is parsed to find out its ids. */
    private static final int MAX_PARSED_BYTES = 64 * 1024;

    /** The folder of routes that is no domain. */
    private static final String WORKERS = "workers";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    LogFields() {}

    /** The event's id. */
    public LogFields event(String id) {
        return put(EVENT_ID, id);
    }

    /** The domain. */
    public LogFields domain(String domain) {
        return put(DOMAIN, domain);
    }

    /** The stage. */
    public LogFields stage(String stage) {
        return put(STAGE, stage);
    }

    /** The plugin's name. */
    public LogFields plugin(String name) {
        return put(PLUGIN, name);
    }

    /** The record: its worker, which is the route that consumes it, its origin, and its ids as it was consumed. */
    public LogFields record(RecordHandle handle) {
        String worker = handle.consumer();
        put(WORKER, worker);
        int end = worker.indexOf('-');
        String folder = end < 0 ? "" : worker.substring(0, end);
        domain(folder.equals(WORKERS) ? "" : folder);
        fields.putIfAbsent(ORIGIN, handle.origin());
        return ids(handle.source());
    }

    /** The trace is that of the W3C header, or else that of a header or field {@code trace_id}. */
    LogFields ids(SourceRecord source) {
        Map<String, @Nullable Object> message = message(source);
        put(EVENT_ID, message.get(EVENT_ID));
        String parent = source.header("traceparent");
        Matcher trace = TRACE_PARENT.matcher(parent == null ? "" : parent);
        put(TRACE_ID, trace.matches() ? trace.group(1) : source.header(TRACE_ID));
        return put(TRACE_ID, message.get(TRACE_ID));
    }

    LogFields put(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            fields.putIfAbsent(name, value.toString());
        }
        return this;
    }

    /** The more telling ones first. */
    Map<String, Object> inOrder() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String name : ORDER) {
            Object value = fields.remove(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        ordered.putAll(fields);
        return ordered;
    }

    /** As it is found in JSON: topic, partition and offset. */
    static Map<String, Object> json(Origin origin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", origin.topic());
        json.put("partition", origin.partition());
        json.put("offset", origin.offset());
        return json;
    }

    private static Map<String, @Nullable Object> message(SourceRecord source) {
        byte[] value = source.value();
        if (value == null || value.length > MAX_PARSED_BYTES) {
            return Map.of();
        }
        try {
            return Json.object(value);
        } catch (Failure e) { // it may be the very reason of the line
            return Map.of();
        }
    }
}
