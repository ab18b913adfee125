package dev.wadi.launcher;

import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.Connections;
import dev.wadi.dlq.KafkaDeadLetters;
import dev.wadi.dlq.RetryTopics;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Retries;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * By what a pipeline has effects outside of itself.
 *
 * @param topics creates missing topics
 * @param publisher writes records
 * @param persistent writes what must not be lost
 * @param deadLetters keeps what fails
 * @param retries keeps what is tried again later
 * @param connections calls APIs
 * @param webhooks calls what plugins ask for
 * @param custom the actions that plugins make known
 * @param real false if all of this is only told, as in a dry run
 */
record Effects(
        Topics topics,
        EventPublisher publisher,
        PersistentPublisher persistent,
        DeadLetters deadLetters,
        Retries retries,
        Connections connections,
        Webhooks webhooks,
        CustomActions custom,
        boolean real) {

    private static final Duration RECHECK = Duration.ofSeconds(1);

    /**
     * Connects to Kafka and makes what needs it.
     *
     * @throws dev.wadi.config.ConfigException if Kafka does not answer
     */
    static Effects live(ConfiguredConnections connections, KafkaSettings kafka, Wiring.Owner owner) {
        Topics topics = owner.own(Topics.connect(kafka));
        EventPublisher publisher = owner.own(KafkaEventPublisher.open(kafka, topics));
        ScheduledExecutorService scheduler = scheduler(owner);
        PersistentPublisher persistent = new PersistentPublisher(publisher, scheduler);
        return new Effects(
                topics,
                publisher,
                persistent,
                new KafkaDeadLetters(persistent),
                new RetryTopics(persistent),
                connections,
                webhooks(connections, scheduler),
                new CustomActions(),
                true);
    }

    /** Where tries wait. */
    static ScheduledExecutorService scheduler(Wiring.Owner owner) {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("wadi-again").factory());
        owner.own(scheduler::shutdownNow);
        return scheduler;
    }

    static Webhooks webhooks(ConfiguredConnections connections, ScheduledExecutorService scheduler) {
        return new Webhooks(connections, connections::adHoc, scheduler, RECHECK);
    }
}
