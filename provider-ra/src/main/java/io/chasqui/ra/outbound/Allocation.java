package io.chasqui.ra.outbound;

import jakarta.resource.spi.ConnectionManager;

/**
 * How a connection handle was asked for, so that it can be asked for again. Internal to the adapter.
 *
 * @param domain which API it was asked for
 */
public record Allocation(
        ConnectionManager allocator,
        ChasquiManagedConnectionFactory factory,
        ConnectionRequest request,
        String domain) {

    Domain narrowed() {
        return Domain.valueOf(domain);
    }
}
