/**
 * The shipped plugins for events as a whole: {@link dev.wadi.plugin.shipped.event.EventFilterPlugin} leaves some out,
 * {@link dev.wadi.plugin.shipped.event.WebhookNotificationPlugin} tells somebody of them.
 */
@NullMarked
package dev.wadi.plugin.shipped.event;

import org.jspecify.annotations.NullMarked;
