/**
 * The handlers as Camel sees them: the endpoints {@code transform:}, {@code lookup:} and {@code skip:}, and the beans
 * {@link dev.wadi.enrich.component.ValidationPredicate} for {@code validate} and {@code filter}, {@link
 * dev.wadi.enrich.component.IntoField} for {@code enrich} and {@link dev.wadi.enrich.component.Batch} for {@code
 * aggregate}.
 */
@NullMarked
package dev.wadi.enrich.component;

import org.jspecify.annotations.NullMarked;
