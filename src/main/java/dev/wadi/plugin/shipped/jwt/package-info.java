/**
 * The shipped plugin that lets in only requests with a valid JSON Web Token: {@link
 * dev.wadi.plugin.shipped.jwt.JwtAuthenticationPlugin}. {@link dev.wadi.plugin.shipped.jwt.TokenCheck} is the check itself.
 */
@NullMarked
package dev.wadi.plugin.shipped.jwt;

import org.jspecify.annotations.NullMarked;
