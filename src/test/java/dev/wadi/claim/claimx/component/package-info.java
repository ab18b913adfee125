@NullMarked
package dev.wadi.claim.claimx.component;

import org.jspecify.annotations.NullMarked;
