package dev.wadi.connection.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses that begin with the same bits.
 *
 * @param address its first address
 * @param bits how many bits they share
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Network(byte[] address, int bits) {

    /** The network of a literal address. */
    static Network of(String literal, int bits) {
        try {
            return new Network(InetAddress.getByName(literal).getAddress(), bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    static boolean anyContains(Network[] networks, byte[] other) {
        return Arrays.stream(networks).anyMatch(network -> network.contains(other));
    }

    boolean contains(byte[] other) {
        int whole = bits / 8;
        int mask = 0xff00 >> (bits % 8) & 0xff;
        return other.length == address.length
                && Arrays.equals(address, 0, whole, other, 0, whole)
                && (mask == 0 || (address[whole] & mask) == (other[whole] & mask));
    }
}
