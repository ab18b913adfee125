package dev.wadi.enrich;

/** What becomes of a message for which a lookup finds nothing. */
public enum OnMissing {
    /** It fails, and is the payload's fault. */
    FAIL,
    /** It goes on with null. */
    NULL,
    /** It is left out. */
    SKIP
}
