@NullMarked
package dev.wadi.claim.claimx;

import org.jspecify.annotations.NullMarked;
