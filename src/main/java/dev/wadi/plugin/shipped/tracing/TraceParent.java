package dev.wadi.plugin.shipped.tracing;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A position in a trace, as the W3C's Trace Context has it.
 *
 * @param traceId the trace, 32 hexadecimal digits
 * @param spanId the part of it, 16 hexadecimal digits
 * @param flags two hexadecimal digits
 */
record TraceParent(String traceId, String spanId, String flags) {

    static final String HEADER = "traceparent";

    private static final String VERSION = "00";
    private static final String SAMPLED = "01";
    private static final HexFormat HEX = HexFormat.of();
    /** Version, trace, span, flags; a later version may have more behind them. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[\\x21-\\x7e]{0,200})?");

    /** Reads a header; nothing if it is not valid. */
    static Optional<TraceParent> parse(String header) {
        boolean valid = FORM.matcher(header).matches() && (!header.startsWith(VERSION) || header.length() == 55);
        return valid
                ? Optional.of(
                        new TraceParent(header.substring(3, 35), header.substring(36, 52), header.substring(53, 55)))
                : Optional.empty();
    }

    /** The beginning of a new trace. */
    static TraceParent begin() {
        return new TraceParent(hex() + hex(), hex(), SAMPLED);
    }

    /** Another part of the same trace. */
    TraceParent child() {
        return new TraceParent(traceId, hex(), flags);
    }

    String header() {
        return VERSION + '-' + traceId + '-' + spanId + '-' + flags;
    }

    /** 16 digits, not all of them zero. */
    private static String hex() {
        long random = ThreadLocalRandom.current().nextLong();
        return HEX.toHexDigits(random == 0 ? 1 : random);
    }
}
