package dev.wadi.kafka.publish;

import dev.wadi.record.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which headers cross the wire. None that steers Camel may enter or leave: a record from outside must never choose a
 * producer's address or topic, whatever producers a route uses (as in the advisories on {@code CamelHttpUri}, {@code
 * CamelRestHttpUri} and {@code kafka.OVERRIDE_TOPIC}).
 */
public final class WireHeaders {

    private static final List<String> STEERING =
            List.of("camel", "kafka.", "org.apache.camel", "breadcrumbid", "wadi-");

    private WireHeaders() {}

    /** Whether a header of that name may cross; upper and lower case are alike. */
    public static boolean admits(String name) {
        for (String steering : STEERING) {
            if (name.regionMatches(true, 0, steering, 0, steering.length())) { // as Camel compares names
                return false;
            }
        }
        return true;
    }

    /** A message's headers as Kafka headers, those that may leave and are text, number or bytes. */
    public static List<Header> of(Map<String, Object> headers) {
        List<Header> admitted = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!admits(name)) {
                return;
            }
            if (value instanceof byte[] bytes) {
                admitted.add(new Header(name, bytes));
            } else if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
                admitted.add(new Header(name, value.toString().getBytes(StandardCharsets.UTF_8)));
            }
        });
        return admitted;
    }
}
