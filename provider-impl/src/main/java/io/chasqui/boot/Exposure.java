package io.chasqui.boot;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Finds addresses that are open to more people than the operator may want. Stateless. */
final class Exposure {

    private Exposure() {}

    /** A sentence for each thing to know; empty when only this machine is served, or everything is guarded. */
    static List<String> warnings(EffectiveConfiguration configuration) {
        // By name, so that it holds for every way to know users that the table of options has.
        boolean knowsUsers = configuration.has("users") || configuration.has("userFile");
        List<String> warnings = new ArrayList<>();
        for (URI address : configuration.broker().network().listen()) {
            if (!isLoopback(address.getHost())) {
                if (!address.getScheme().equals("tls")) {
                    warnings.add(
                            address + " is open to other machines and not encrypted: whoever is on the way can read"
                                    + " and change messages; listen at tls:// or at 127.0.0.1");
                }
                if (!knowsUsers) {
                    warnings.add(address + " is open to other machines, and the broker knows no users whom it could"
                            + " tell from others; configure users or listen at 127.0.0.1");
                }
            }
        }
        return warnings;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            // To listen there fails anyway, and says so.
            return true;
        }
    }
}
