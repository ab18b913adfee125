package dev.wadi.connection.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::"
            })
    void an_address_of_the_internet_is_public(String literal) throws UnknownHostException {
        assertThat(kind(literal)).isEqualTo(AddressKind.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fd12::1",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::10.0.0.1",
                "2002:7f00:1::",
                "::10.0.0.1",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "198.19.0.1",
                "203.0.113.1",
                "239.255.255.250",
                "fec0::1",
                "100::1",
                "2001:db8::1",
                "64:ff9b:1::808:808",
                "::ffff:0:10.0.0.1",
                "2001:0:808:808::f7f7:f7f7",
                "2a00::5efe:10.0.0.1"
            })
    void an_address_of_this_machine_or_its_networks_is_private(String literal) throws UnknownHostException {
        assertThat(kind(literal)).isEqualTo(AddressKind.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "fe80::1",
                "fd00:c1::a9fe:a9fe",
                "fd00:42::42",
                "fd00:a9fe:a9fe::1",
                "fd00:100::100:200",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::23",
                "fd20:ce::254",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b:1::169.254.169.254",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b::100.100.100.200",
                "2001:0:808:808::5601:5601",
                "2001:0:a9fe:a9fe::f7f7:f7f7",
                "2a00::5efe:169.254.169.254"
            })
    void a_metadata_or_link_local_address_is_never_called(String literal) throws UnknownHostException {
        assertThat(kind(literal)).isEqualTo(AddressKind.METADATA);
    }

    private static AddressKind kind(String literal) throws UnknownHostException {
        return AddressKind.of(InetAddress.getByName(literal));
    }
}
