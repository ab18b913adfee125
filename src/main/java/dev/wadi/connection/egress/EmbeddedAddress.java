package dev.wadi.connection.egress;

import java.util.ArrayList;
import java.util.List;

/** The IPv4 addresses that an IPv6 address carries, in each of the ways that translators and tunnels know. */
final class EmbeddedAddress {

    /** RFC 6052, the well-known prefix. */
    static final Network NAT64 = Network.of("64:ff9b::", 96);

    private static final Network NAT64_LOCAL = Network.of("64:ff9b:1::", 48); // RFC 8215
    private static final Network COMPATIBLE = Network.of("::", 96);
    private static final Network TRANSLATED = Network.of("::ffff:0:0:0", 96); // RFC 2765
    private static final Network SIX_TO_FOUR = Network.of("2002::", 16);
    private static final Network TEREDO = Network.of("2001::", 32);

    private EmbeddedAddress() {}

    static List<byte[]> in(byte[] six) {
        List<byte[]> found = new ArrayList<>();
        if (NAT64.contains(six) || TRANSLATED.contains(six) || COMPATIBLE.contains(six) || isIsatap(six)) {
            found.add(bytes(six, 0, 12, 13, 14, 15));
        }
        if (NAT64_LOCAL.contains(six)) {
            found.add(bytes(six, 0, 12, 13, 14, 15));
            found.add(bytes(six, 0, 6, 7, 9, 10)); // where RFC 6052 puts it after 48 bits: around the eighth byte
        }
        if (SIX_TO_FOUR.contains(six)) {
            found.add(bytes(six, 0, 2, 3, 4, 5));
        }
        if (TEREDO.contains(six)) {
            found.add(bytes(six, 0, 4, 5, 6, 7)); // the server
            found.add(bytes(six, 0xff, 12, 13, 14, 15)); // the client, each bit turned around
        }
        return found;
    }

    /** RFC 5214: an interface that is called 0:5efe or 200:5efe. */
    private static boolean isIsatap(byte[] six) {
        return (six[8] & 0xfd) == 0 && six[9] == 0 && six[10] == 0x5e && six[11] == (byte) 0xfe;
    }

    private static byte[] bytes(byte[] six, int turned, int... places) {
        byte[] four = new byte[places.length];
        for (int i = 0; i < four.length; i++) {
            four[i] = (byte) (six[places[i]] ^ turned);
        }
        return four;
    }
}
