package io.chasqui.transport.tcp;

/**
 * What a broker's listeners allow.
 *
 * @param link what holds for each link
 * @param resumeMillis how long a link without a socket waits for its client to come back; 0 for not at all
 * @param maxConnections how many sockets and links may be open; 0 for any number
 * @param program name and version, for clients' logs
 */
public record ServerSettings(LinkSettings link, int resumeMillis, int maxConnections, String program) {}
