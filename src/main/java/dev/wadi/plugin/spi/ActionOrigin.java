package dev.wadi.plugin.spi;

/**
 * For whom an action is carried out.
 *
 * @param plugin the plugin that asked for it
 * @param domain the domain it ran in
 * @param stage the stage it ran at
 * @param eventId the event's id; empty if it has none
 * @param eventType the event's type; empty if it has none
 * @param projectId the project's id; empty if it has none
 * @param idempotencyKey the same on every attempt, retry and replay; empty if the message was not consumed by Wadi
 */
public record ActionOrigin(
        String plugin,
        String domain,
        String stage,
        String eventId,
        String eventType,
        String projectId,
        String idempotencyKey) {}
