/**
 * Keeps the demo's score: what became of each source event, found out where things arrive.
 *
 * <p>{@link dev.wadi.demo.score.Scoreboard} knows each event's parts and how they ended, {@link
 * dev.wadi.demo.score.TopicWatch} reads the topics where they end, {@link dev.wadi.demo.score.Summary} is the result.
 */
@NullMarked
package dev.wadi.demo.score;

import org.jspecify.annotations.NullMarked;
