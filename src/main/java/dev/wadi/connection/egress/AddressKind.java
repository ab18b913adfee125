package dev.wadi.connection.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** What an address leads to, as far as calls from inside are concerned. */
public enum AddressKind {
    /** A host of the internet. */
    PUBLIC,
    /** This machine, its networks, or a range that the internet does not route: loopback, private, shared, multicast. */
    PRIVATE,
    /** A cloud's metadata service, or another link-local address: never called. */
    METADATA;

    private static final Network[] METADATA_4 = {
        Network.of("169.254.0.0", 16), // link-local: AWS, Azure, Google, Oracle and most others
        Network.of("100.100.100.200", 32), // Alibaba
        Network.of("168.63.129.16", 32), // Azure's host of each machine, outside of any private range
        Network.of("192.0.0.192", 32) // Oracle, before it had a link-local one
    };

    /** The special-purpose registry of IANA, as far as it is not reachable from everywhere. */
    private static final Network[] PRIVATE_4 = {
        Network.of("0.0.0.0", 8),
        Network.of("10.0.0.0", 8),
        Network.of("100.64.0.0", 10),
        Network.of("127.0.0.0", 8),
        Network.of("172.16.0.0", 12),
        Network.of("192.0.0.0", 24),
        Network.of("192.0.2.0", 24),
        Network.of("192.88.99.0", 24),
        Network.of("192.168.0.0", 16),
        Network.of("198.18.0.0", 15),
        Network.of("198.51.100.0", 24),
        Network.of("203.0.113.0", 24),
        Network.of("224.0.0.0", 3) // multicast, reserved, broadcast
    };

    private static final Network[] METADATA_6 = {
        Network.of("fe80::", 10), // link-local
        Network.of("fd00:ec2::", 32), // AWS
        Network.of("fd20:ce::254", 128), // Google
        Network.of("fd00:c1::a9fe:a9fe", 128), // Oracle
        Network.of("fd00:42::42", 128), // Scaleway
        Network.of("fd00:a9fe:a9fe::1", 128), // Linode
        Network.of("fd00:100::100:200", 128) // Alibaba
    };

    /** All that is given out to networks of the internet lies in here. */
    private static final Network GLOBAL_6 = Network.of("2000::", 3);

    private static final Network[] PRIVATE_6 = {
        Network.of("2001::", 23), // protocols, benchmarks, Teredo
        Network.of("2001:db8::", 32),
        Network.of("3fff::", 20)
    };

    /**
     * The kind of an address. An IPv6 address that carries an IPv4 address is judged by that: a translator or a tunnel on
     * the way would deliver it there.
     */
    public static AddressKind of(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> of(four.getAddress(), METADATA_4, PRIVATE_4);
            case Inet6Address six -> of6(six.getAddress());
            default -> PRIVATE;
        };
    }

    private static AddressKind of6(byte[] bytes) {
        AddressKind kind = withoutEmbedded(bytes);
        for (byte[] embedded : EmbeddedAddress.in(bytes)) {
            kind = stricter(kind, of(embedded, METADATA_4, PRIVATE_4));
        }
        return kind;
    }

    private static AddressKind withoutEmbedded(byte[] bytes) {
        boolean routed = GLOBAL_6.contains(bytes) || EmbeddedAddress.NAT64.contains(bytes);
        AddressKind kind = of(bytes, METADATA_6, PRIVATE_6);
        return routed ? kind : stricter(kind, PRIVATE);
    }

    private static AddressKind of(byte[] bytes, Network[] metadata, Network[] local) {
        return Network.anyContains(metadata, bytes) ? METADATA : Network.anyContains(local, bytes) ? PRIVATE : PUBLIC;
    }

    private static AddressKind stricter(AddressKind a, AddressKind b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
