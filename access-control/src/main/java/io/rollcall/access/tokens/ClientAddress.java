package io.rollcall.access.tokens;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom an address stands for. */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** An IPv4 address is one client; of an IPv6 address, everything in the same /64 is, for it is handed out whole. */
    static String client(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES) + "/64"
                    : address;
        } catch (IllegalArgumentException e) {
            return address; // a proxy may name its client otherwise; the name is as good a key
        }
    }
}
