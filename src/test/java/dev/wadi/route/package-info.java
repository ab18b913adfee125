/** The shipped routes, read from their real files, with hand-written stand-ins around them. */
@NullMarked
package dev.wadi.route;

import org.jspecify.annotations.NullMarked;
