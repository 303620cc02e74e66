package io.chasqui.security;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a socket before anybody has said who he is.
 *
 * @param address of the other end, for people
 * @param encrypted whether nobody else can read what it carries
 * @param certificateName the subject of the certificate that the other end has shown and that was found valid; null for none
 */
public record Channel(
        String address, boolean encrypted, @Nullable String certificateName) {}
