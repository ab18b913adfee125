package dev.wadi.plugin.spi.kind;

import java.time.Duration;

/** A plugin that watches something's health, which counts for the health of the whole. */
public interface HealthPlugin extends StagelessPlugin {

    /** Looks. May block for up to the plugin's time limit, after which the check counts as failed. */
    HealthStatus checkHealth() throws Exception;

    /** How long to wait between two looks; zero means that it is never looked at. */
    default Duration healthCheckInterval() {
        return Duration.ofSeconds(30);
    }
}
