package dev.wadi.plugin.event;

/** What a subscription is for: {@code user.login} exactly, {@code user.*} for all below {@code user}, {@code *} for all. */
record EventPattern(String text) {

    private static final char ANY = '*';

    EventPattern {
        int star = text.indexOf(ANY);
        if (text.isBlank() || (star >= 0 && !text.matches("(.+\\.)?\\*"))) {
            throw new IllegalArgumentException("'" + text + "' is no event pattern. Possible: user.login, user.*, *");
        }
    }

    boolean matches(String type) {
        return text.indexOf(ANY) < 0 ? text.equals(type) : type.startsWith(text.substring(0, text.length() - 1));
    }
}
