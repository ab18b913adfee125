package dev.wadi.connection.auth;

import java.util.Optional;

/**
 * By what a server knows a connection.
 *
 * @param authentication the credentials
 * @param signing what calls are signed with, if they are
 */
public record Identity(Authentication authentication, Optional<Signing> signing) {

    /** Nothing. */
    public static final Identity NONE = of(Authentication.none());

    /** Credentials alone. */
    public static Identity of(Authentication authentication) {
        return new Identity(authentication, Optional.empty());
    }
}
