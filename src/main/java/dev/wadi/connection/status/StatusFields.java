package dev.wadi.connection.status;

import dev.wadi.config.YamlMapping;
import java.util.List;
import java.util.Optional;

/** The fields of a connection in YAML that say what a status means. */
public final class StatusFields {

    /** Their names. */
    public static final List<String> KNOWN = List.of("success_on", "drop_on", "retry_on");

    private final YamlMapping fields;

    public StatusFields(YamlMapping fields) {
        this.fields = fields;
    }

    /**
     * Reads them; what is wrong is reported. A list takes its statuses out of the defaults of the others, and 2xx that
     * are in no list stay a success.
     */
    public StatusPolicy read() {
        Optional<StatusSet> success = list("success_on");
        Optional<StatusSet> drop = list("drop_on");
        Optional<StatusSet> retry = list("retry_on");
        refuseOverlap("success_on", success, "drop_on", drop);
        refuseOverlap("success_on", success, "retry_on", retry);
        refuseOverlap("drop_on", drop, "retry_on", retry);
        StatusSet successes = success.orElseGet(StatusSet::none);
        StatusSet drops = drop.orElseGet(StatusSet::none);
        StatusSet retries = retry.orElseGet(
                () -> StatusPolicy.DEFAULT.retry().minus(successes).minus(drops));
        StatusSet rest = StatusPolicy.DEFAULT.success().minus(drops).minus(retries);
        return new StatusPolicy(successes.plus(rest), drops, retries);
    }

    private Optional<StatusSet> list(String field) {
        if (!fields.has(field)) {
            return Optional.empty();
        }
        StatusSet all = StatusSet.none();
        Object plain = fields.child(field).map(value -> value.plain()).orElse(null);
        for (Object item : plain instanceof List<?> items ? items : List.of(String.valueOf(plain))) {
            String text = String.valueOf(item);
            Optional<StatusSet> parsed = StatusSet.parse(text);
            if (parsed.isEmpty() || parsed.get().contains(100)) {
                fields.problem(
                        field,
                        field + " must be a list of statuses, but has '" + text + "'. Possible: [409, 5xx, 502-504]");
            } else {
                all = all.plus(parsed.get());
            }
        }
        return Optional.of(all);
    }

    private void refuseOverlap(String one, Optional<StatusSet> first, String other, Optional<StatusSet> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        StatusSet common = first.get().inCommonWith(second.get());
        if (!common.isEmpty()) {
            fields.problem(other, other + " and " + one + " both name " + common + ". A status can be in one of them");
        }
    }
}
