package dev.wadi.plugin.shipped.metric;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine as the JVM sees it. None of the measurements takes a sample that lasts. */
final class Machine {

    private static final double PERCENT = 100;
    private static final double MILLIS = 1_000;

    static Map<String, MetricDefinition> definitions() {
        return Map.of(
                "app_uptime_seconds",
                        MetricDefinition.gauge("How long the JVM has run").in("seconds"),
                "system_cpu_percent",
                        MetricDefinition.gauge("How busy the processors are").in("percent"),
                "system_memory_percent",
                        MetricDefinition.gauge("How much of the memory is used").in("percent"),
                "system_disk_percent",
                        MetricDefinition.gauge("How full the disk of the working directory is")
                                .in("percent"));
    }

    /** What can be measured now; a value that the machine does not tell is left out. */
    Map<String, Double> measure() {
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("app_uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            add(measured, "system_cpu_percent", system.getCpuLoad() * PERCENT);
            double all = system.getTotalMemorySize();
            add(measured, "system_memory_percent", (all - system.getFreeMemorySize()) / all * PERCENT);
        }
        add(measured, "system_disk_percent", disk());
        return measured;
    }

    private static double disk() {
        try {
            FileStore store = Files.getFileStore(Path.of("").toAbsolutePath());
            double all = store.getTotalSpace();
            return (all - store.getUsableSpace()) / all * PERCENT;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static void add(Map<String, Double> measured, String name, double value) {
        if (value >= 0 && value <= PERCENT) { // unknown is negative, or no number
            measured.put(name, value);
        }
    }
}
