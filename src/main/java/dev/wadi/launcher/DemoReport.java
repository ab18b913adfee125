package dev.wadi.launcher;

import dev.wadi.demo.score.Summary;
import dev.wadi.json.Json;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import dev.wadi.plugin.runtime.PluginChanges;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo prints: progress on standard error, the result on standard output. */
final class DemoReport {

    private static final String ROW = "%-18s %9s %10s %9s %8s %6s %10s";
    private static final String USUAL_KAFKA = "127.0.0.1:9092";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean terminal;
    private int dead;

    DemoReport(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = Boolean.getBoolean("wadi.terminal");
    }

    void started(Demo demo) {
        err.println("Kafka       " + demo.kafka());
        err.println("demo world  " + demo.world() + "  (ClaimX API, photo API, project service, webhooks)");
        err.println("Hawtio      " + demo.console() + "  user " + demo.user() + ", password " + demo.password());
        err.println();
        err.flush();
    }

    void progress(Demo.Progress progress) {
        Summary now = progress.summary();
        String line = "%5.1f s  %d received, %d delivered, %d filtered, %d dead, %d on their way"
                .formatted(
                        progress.elapsed().toMillis() / 1000.0,
                        now.received(),
                        now.delivered(),
                        now.filteredTotal(),
                        now.deadTotal(),
                        now.inFlight());
        if (terminal) {
            err.print(CLEAR_LINE + line);
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Shows what a reload of plugins did. */
    void plugins(PluginChanges changes) {
        if (terminal) {
            err.print(CLEAR_LINE);
        }
        changes.added().forEach(name -> err.println("plugin " + name + " was added and runs"));
        changes.replaced().forEach(name -> err.println("plugin " + name + " was reloaded"));
        changes.removed().forEach(name -> err.println("plugin " + name + " was removed"));
        changes.failed().forEach(name -> err.println("plugin " + name + " does not run as its files say: see the log"));
        err.flush();
    }

    /** Prints the result; true if nothing was lost and no consumer holds a record any more. */
    boolean finished(Demo demo, Summary summary) {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        dead = summary.deadTotal();
        List<ConsumerStatistics.Snapshot> consumers = demo.consumers();
        if (json) {
            out.println(Json.text(asMap(summary, consumers)));
        } else {
            table(consumers);
            reasons("filtered", summary.filtered());
            reasons("dead", summary.dead());
            out.println();
            out.println(summary.line());
        }
        out.flush();
        boolean conserved = consumers.stream().allMatch(ConsumerStatistics.Snapshot::isConserved);
        if (!conserved) {
            err.println("The account of a consumer is wrong: received is not the sum of the other columns.");
            err.flush();
        }
        return summary.holds() && conserved && demo.isIdle();
    }

    void keepsRunning(Demo demo) {
        err.println();
        err.println("Still running. Look at the routes in Hawtio: " + demo.console() + "  user " + demo.user()
                + ", password " + demo.password());
        if (dead > 0) {
            String kafka = demo.kafka().equals(USUAL_KAFKA) ? "" : " --kafka " + demo.kafka();
            err.println("What died, and why: ./wadi dlq list" + kafka + " in another terminal");
        }
        err.println("Ctrl-C ends it.");
        err.flush();
    }

    private void table(List<ConsumerStatistics.Snapshot> consumers) {
        out.println(ROW.formatted("consumer", "received", "delivered", "filtered", "retried", "dead", "in flight"));
        for (ConsumerStatistics.Snapshot c : consumers) {
            out.println(ROW.formatted(
                    c.consumer(),
                    c.received(),
                    c.delivered(),
                    c.filteredTotal(),
                    c.retried(),
                    c.deadTotal(),
                    c.inFlight()));
        }
    }

    private void reasons(String title, Map<String, Integer> reasons) {
        if (!reasons.isEmpty()) {
            out.println();
            out.println(title);
            reasons.forEach((reason, count) -> out.println("%6d  %s".formatted(count, reason)));
        }
    }

    private static Map<String, Object> asMap(Summary summary, List<ConsumerStatistics.Snapshot> consumers) {
        Map<String, Object> map = new LinkedHashMap<>(summary.toMap());
        map.put(
                "consumers",
                consumers.stream()
                        .map(c -> Map.of(
                                "consumer", c.consumer(),
                                "received", c.received(),
                                "delivered", c.delivered(),
                                "filtered", c.filtered(),
                                "retried", c.retried(),
                                "dead", c.dead(),
                                "in_flight", c.inFlight()))
                        .toList());
        return map;
    }
}
