/**
 * What several shipped plugins have in their configuration: a webhook, a line to log, a time.
 *
 * <p>Each reader reports what is wrong to the section it reads.
 */
@NullMarked
package dev.wadi.plugin.shipped.setting;

import org.jspecify.annotations.NullMarked;
