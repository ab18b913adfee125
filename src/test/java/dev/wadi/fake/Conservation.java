package dev.wadi.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The account of one consumer as its metrics tell it: {@code received − given back = delivered + filtered + retried +
 * dead + in flight}.
 *
 * @param consumer the route id
 * @param received records on which work began
 * @param givenBack those that went back unfinished
 * @param ended records that ended, by outcome
 * @param inFlight records begun and not terminal
 */
public record Conservation(String consumer, long received, long givenBack, Map<String, Long> ended, long inFlight) {

    private static final Set<String> OUTCOMES = Set.of("delivered", "filtered", "retried", "dead");
    private static final Pattern LINE = Pattern.compile("wadi_consumer_(\\w+?)(?:_total)?\\{([^}]*)} (\\S+)");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** Something that was measured for a consumer. */
    private record Measured(String what, Map<String, String> tags, double value) {

        String consumer() {
            return tags.getOrDefault("consumer", "");
        }
    }

    /** The accounts of a registry's consumers. */
    public static List<Conservation> of(MeterRegistry registry) {
        return accounts(registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("wadi.consumer."))
                .map(Conservation::measured)
                .toList());
    }

    /** The accounts in Prometheus text. */
    public static List<Conservation> of(String prometheus) {
        return accounts(prometheus
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Measured(
                        line.group(1).replace('_', '.'), tags(line.group(2)), Double.parseDouble(line.group(3))))
                .toList());
    }

    private static Measured measured(Meter meter) {
        Map<String, String> tags = new TreeMap<>();
        meter.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        double value =
                switch (meter) {
                    case FunctionCounter counter -> counter.count();
                    case Gauge gauge -> gauge.value();
                    default -> 0;
                };
        return new Measured(meter.getId().getName().substring("wadi.consumer.".length()), tags, value);
    }

    private static Map<String, String> tags(String text) {
        return TAG.matcher(text)
                .results()
                .collect(Collectors.toMap(tag -> tag.group(1), tag -> tag.group(2), (a, b) -> b, TreeMap::new));
    }

    private static List<Conservation> accounts(List<Measured> all) {
        Map<String, List<Measured>> byConsumer =
                all.stream().collect(Collectors.groupingBy(Measured::consumer, TreeMap::new, Collectors.toList()));
        return byConsumer.entrySet().stream()
                .map(consumer -> account(consumer.getKey(), consumer.getValue()))
                .toList();
    }

    private static Conservation account(String consumer, List<Measured> measured) {
        Map<String, Long> ended = new TreeMap<>();
        OUTCOMES.forEach(outcome -> ended.put(outcome, 0L));
        measured.stream()
                .filter(m -> m.what().equals("records"))
                .forEach(m -> ended.merge(m.tags().getOrDefault("outcome", ""), Math.round(m.value()), Long::sum));
        return new Conservation(
                consumer, sum(measured, "received"), sum(measured, "given.back"), ended, sum(measured, "in.flight"));
    }

    private static long sum(List<Measured> measured, String what) {
        return Math.round(measured.stream()
                .filter(m -> m.what().equals(what))
                .mapToDouble(Measured::value)
                .sum());
    }

    /** How many records ended. */
    public long endedTotal() {
        return ended.values().stream().mapToLong(Long::longValue).sum();
    }

    /** That the account comes out, at a moment when no record begins or ends. */
    public Conservation assertComesOut() {
        assertThat(ended).as("outcomes of %s", consumer).containsOnlyKeys(OUTCOMES);
        assertThat(inFlight).as("in flight in %s", consumer).isNotNegative();
        assertThat(received - givenBack)
                .as("received - given back = ended + in flight: %s", this)
                .isEqualTo(endedTotal() + inFlight);
        return this;
    }
}
