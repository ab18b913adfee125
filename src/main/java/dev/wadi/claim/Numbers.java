package dev.wadi.claim;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the conversions read and write them. A number of a few characters such as {@code 1e999999999} is never
 * written out.
 */
final class Numbers {

    private static final int MAX_DIGITS = 400;

    private Numbers() {}

    static @Nullable Long integer(Object value) {
        return switch (value) {
            case Boolean given -> given ? 1L : 0L;
            case Double given when !Double.isFinite(given) -> null;
            case Number given -> cut(exact(given));
            case String given -> parsed(given.strip());
            default -> null;
        };
    }

    private static @Nullable Long cut(BigDecimal number) {
        if (number.precision() - (long) number.scale() > 19) {
            return null;
        }
        BigInteger integer = number.precision() <= number.scale() ? BigInteger.ZERO : number.toBigInteger();
        return integer.bitLength() < Long.SIZE ? integer.longValue() : null;
    }

    private static @Nullable Long parsed(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String truncated(Number number) {
        BigDecimal exact = exact(number);
        if (exact.precision() - (long) exact.scale() > MAX_DIGITS) {
            return exact.toString();
        }
        return exact.precision() <= exact.scale() ? "0" : exact.toBigInteger().toString();
    }

    static @Nullable String decimal(Object value) {
        return switch (value) {
            case BigDecimal given -> text(given);
            case Double given -> text(BigDecimal.valueOf(given));
            case Number given -> given.toString();
            case String given -> parsedDecimal(given.strip());
            default -> null;
        };
    }

    private static @Nullable String parsedDecimal(String text) {
        try {
            return new BigDecimal(text).toString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A JSON number with a fraction, without zeros at its end but always with one place: 754.250 is 754.25. */
    static String text(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            return number.toString();
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case BigDecimal given -> given;
            case BigInteger given -> new BigDecimal(given);
            case Double given -> BigDecimal.valueOf(given);
            case Float given -> BigDecimal.valueOf(given.doubleValue());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
