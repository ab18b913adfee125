package dev.wadi.manage;

import dev.wadi.secret.Redaction;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.jspecify.annotations.Nullable;

/**
 * What Camel's health checks say at one moment.
 *
 * @param up whether the answer as a whole is "up"
 * @param checks each check's name, state and, where there are some, message and details; sorted by name
 */
record HealthReport(boolean up, List<Map<String, Object>> checks) {

    /** All checks: else Camel leaves out those that are up, and with them what a consumer waits for. */
    private static final String FULL = "full";

    /** Where a check of ours puts what it knows; Camel's own details are of no use here. */
    private static final String DETAILS = "details";

    HealthReport {
        checks = List.copyOf(checks);
    }

    static HealthReport all(CamelContext context) {
        return of(HealthCheckHelper.invoke(context, FULL), false);
    }

    static HealthReport liveness(CamelContext context) {
        return of(HealthCheckHelper.invokeLiveness(context, FULL), false);
    }

    static HealthReport readiness(CamelContext context) {
        return of(HealthCheckHelper.invokeReadiness(context, FULL), true);
    }

    /** The report as a JSON object. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", up ? "UP" : "DOWN");
        json.put("checks", checks);
        return json;
    }

    private static HealthReport of(Collection<HealthCheck.Result> results, boolean readiness) {
        List<Map<String, Object>> checks = results.stream()
                .sorted(Comparator.comparing(result -> result.getCheck().getId()))
                .map(HealthReport::check)
                .toList();
        return new HealthReport(HealthCheckHelper.isResultsUp(results, readiness), checks);
    }

    private static Map<String, Object> check(HealthCheck.Result result) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", result.getCheck().getId());
        check.put("status", result.getState().name());
        result.getMessage()
                .or(() -> result.getError().map(Throwable::getMessage))
                .ifPresent(message -> check.put("message", Redaction.hide(message)));
        if (result.getDetails().get(DETAILS) instanceof Map<?, ?> details && !details.isEmpty()) {
            check.put(DETAILS, Redaction.hide(details));
        }
        return check;
    }
}
