package io.chasqui.transport.tcp;

import io.chasqui.protocol.ErrorCode;

/**
 * Why an attempt to connect came to nothing.
 *
 * @param code what a client is told when it is not tried again
 * @param reason for a person
 * @param mayPass whether another attempt may have more success
 */
record Setback(ErrorCode code, String reason, boolean mayPass) {}
