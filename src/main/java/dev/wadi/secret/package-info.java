/**
 * What must not be shown: the rule for all of Wadi's texts.
 *
 * <p>{@link dev.wadi.secret.Redaction} takes secrets out of a text or a value, by the keys and places that secrets stand
 * at, and by what {@link dev.wadi.secret.LiveSecrets} knows of the configuration. It is applied where something leaves
 * Wadi: to the lines of the log, to the causes of dead letters, to health and to the state of plugins. Depends on nothing.
 */
@NullMarked
package dev.wadi.secret;

import org.jspecify.annotations.NullMarked;
