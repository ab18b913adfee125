package dev.wadi.kafka.ordered;

import dev.wadi.record.Reopenings;
import java.util.List;

/**
 * What of a consumer works from a start or resumption to the next stop.
 *
 * @param poll talks to Kafka
 * @param shards run the records
 * @param context what they have in common
 * @param pause what records wait for
 * @param hearing how it hears that connections are back
 */
record ConsumerRun(
        PollLoop poll, List<Shard> shards, ConsumerContext context, Pause pause, Reopenings.Hearing hearing) {

    boolean isAlive() {
        return poll.isAlive() && context.held().isAlive() && shards.stream().allMatch(Shard::isAlive);
    }

    void start() {
        context.held().start();
        shards.forEach(Shard::start);
        poll.start();
    }

    void stop() throws InterruptedException {
        poll.stop();
        for (Shard shard : shards) {
            shard.stop();
        }
        context.held().stop();
        hearing.close();
    }
}
