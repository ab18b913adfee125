/**
 * What the status of an answer means. Start with {@link dev.wadi.connection.status.StatusPolicy}, which tells success,
 * drop, retry and failure apart; {@link dev.wadi.connection.status.StatusFields} reads it from YAML.
 */
@NullMarked
package dev.wadi.connection.status;

import org.jspecify.annotations.NullMarked;
