package dev.wadi.connection.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What an address leads to, as far as calls from inside are concerned. */
public enum AddressKind {
    /** A host of the internet. */
    PUBLIC,
    /** This machine or its networks: loopback, private, shared and unique-local ranges, multicast. */
    PRIVATE,
    /** A cloud's metadata service, or another link-local address: never called. */
    METADATA;

    private static final byte[] AWS_METADATA_6 = literal("fd00:ec2::254").getAddress();
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** The kind of an address. An IPv6 address that carries an IPv4 address is judged by that. */
    public static AddressKind of(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> of4(four);
            case Inet6Address six -> of6(six);
            default -> PRIVATE;
        };
    }

    private static AddressKind of4(Inet4Address address) {
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (address.isLinkLocalAddress() || address.getHostAddress().equals("100.100.100.200")) {
            return METADATA;
        }
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean reserved = first == 0 || first >= 240 || (first == 198 && (second == 18 || second == 19));
        return shared || reserved || isLocal(address) ? PRIVATE : PUBLIC;
    }

    private static AddressKind of6(Inet6Address address) {
        byte[] bytes = address.getAddress();
        if (address.isLinkLocalAddress() || Arrays.equals(bytes, AWS_METADATA_6)) {
            return METADATA;
        }
        if (Arrays.equals(bytes, 0, 12, NAT64, 0, 12)) {
            return of(embedded(bytes, 12));
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) { // 6to4
            return of(embedded(bytes, 2));
        }
        if (address.isIPv4CompatibleAddress() && !address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
            return of(embedded(bytes, 12));
        }
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return uniqueLocal || isLocal(address) ? PRIVATE : PUBLIC;
    }

    private static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
