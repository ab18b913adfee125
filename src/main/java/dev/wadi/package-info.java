/**
 * Wadi runs event pipelines as Apache Camel YAML routes on Kafka.
 *
 * <p>Reading order: {@code launcher} (the commands, and {@code Wiring}, the only place that binds names), {@code
 * kafka.ordered} (how a record is consumed and when its offset may be committed), {@code record} (what a consumed
 * record carries until its fate is known), {@code plugin} and {@code action}, {@code connection}, {@code enrich}, and
 * {@code claim} for the claims pipelines that Wadi ships with. What runs is written in {@code routes/}.
 */
@NullMarked
package dev.wadi;

import org.jspecify.annotations.NullMarked;
