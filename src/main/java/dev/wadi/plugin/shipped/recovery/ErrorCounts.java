package dev.wadi.plugin.shipped.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/** When the last errors of each rule were, and its last alarm. Lives in the plugin's state, so that a reload keeps it. */
final class ErrorCounts {

    private final ConcurrentMap<String, Object> state;

    ErrorCounts(ConcurrentMap<String, Object> state) {
        this.state = state;
    }

    /** Counts an error; whether it raises the alarm. */
    synchronized boolean raises(RecoveryRule rule, Instant now) {
        Instant since = now.minus(rule.window());
        List<Object> times = new ArrayList<>();
        if (state.get("times:" + rule.name()) instanceof List<?> before) {
            before.stream()
                    .filter(time -> time instanceof Instant instant && instant.isAfter(since))
                    .forEach(times::add);
        }
        times.add(now);
        int tooMany = times.size() - rule.threshold();
        state.put("times:" + rule.name(), List.copyOf(tooMany > 0 ? times.subList(tooMany, times.size()) : times));
        String alarm = "alarm:" + rule.name();
        boolean cooling = state.get(alarm) instanceof Instant last
                && last.plus(rule.coolDown()).isAfter(now);
        if (cooling || times.size() < rule.threshold()) {
            return false;
        }
        state.put(alarm, now);
        return true;
    }
}
