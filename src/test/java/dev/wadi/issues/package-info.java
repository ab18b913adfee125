/** One test per reported bug, of our own and of what we build on, each with a paragraph that explains it. */
@NullMarked
package dev.wadi.issues;

import org.jspecify.annotations.NullMarked;
