package dev.wadi.plugin.event;

import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of events. */
record EventMeters(MeterRegistry meters) {

    void failed(String plugin) {
        meters.counter("plugin.event.failures", "plugin", plugin).increment();
    }

    void dropped(String plugin) {
        meters.counter("plugin.event.dropped", "plugin", plugin).increment();
    }
}
