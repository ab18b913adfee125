/** Tests of the launcher: the script {@code wadi}, and the commands. */
@NullMarked
package dev.wadi.launcher;

import org.jspecify.annotations.NullMarked;
