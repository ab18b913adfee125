package dev.wadi.kafka.ordered;

import java.time.Duration;

/**
 * How records are put together.
 *
 * @param size how many records make a batch; 0 for none: each record runs the route alone
 * @param timeout how long the first record of a batch waits for the others
 */
record BatchSettings(int size, Duration timeout) {

    boolean isOn() {
        return size > 0;
    }
}
